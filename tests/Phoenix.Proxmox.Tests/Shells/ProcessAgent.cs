using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Phoenix.Proxmox.Tests.Fakes;

namespace Phoenix.Proxmox.Tests.Shells;

/// <summary>A guest agent behind the node's API that runs commands on this machine, and spoils bytes just as the real node does.</summary>
internal sealed class ProcessAgent
{
    private readonly ConcurrentDictionary<int, Running> processes = new();

    public ProcessAgent() => Handler = new AnsweringHandler(Answer);

    public AnsweringHandler Handler { get; }

    /// <summary>How many calls the agent does not answer yet, as while a virtual machine boots.</summary>
    public int Deaf { get; set; }

    /// <summary>Answers in the agent's place; null: the agent does.</summary>
    public Func<SentRequest, CannedAnswer?> Instead { get; set; } = _ => null;

    /// <summary>A failure in the node's words.</summary>
    public static CannedAnswer Failure(string words) => new(500, words, $$"""{"message":"{{words}}\n","data":null}""");

    private CannedAnswer Answer(SentRequest request)
    {
        if (Instead(request) is { } answer)
        {
            return answer;
        }

        if (Deaf-- > 0)
        {
            return Failure("QEMU guest agent is not running");
        }

        var fields = (request.Body.Length > 0 ? request.Body : request.Query)
            .Split('&')
            .Select(pair => pair.Split('=', 2))
            .Select(pair => (Key: Uri.UnescapeDataString(pair[0]), Value: Uri.UnescapeDataString(pair[1])))
            .ToLookup(pair => pair.Key, pair => pair.Value);
        return request.Path.Split('/')[^1] switch
        {
            "exec" => Start([.. fields["command"]], fields["input-data"].SingleOrDefault()),
            "exec-status" => Status(int.Parse(fields["pid"].Single())),
            "file-write" => Write(fields["file"].Single(), fields["content"].Single(), fields["encode"].SingleOrDefault()),
            var other => new CannedAnswer(501, $"{other} is not implemented", ""),
        };
    }

    private CannedAnswer Start(string[] command, string? input)
    {
        var process = Process.Start(
            new ProcessStartInfo(command[0], command[1..])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardOutputEncoding = Encoding.Latin1,
                StandardErrorEncoding = Encoding.Latin1,
            }
        )!;
        processes[process.Id] = new Running(process, process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        return CannedAnswer.Data($$"""{"pid":{{process.Id}}}""");
    }

    private CannedAnswer Status(int id)
    {
        var (process, output, error) = processes[id];
        if (!process.HasExited)
        {
            return CannedAnswer.Data("""{"exited":0}""");
        }

        var (outData, errData) = (JsonEncodedText.Encode(output.Result), JsonEncodedText.Encode(error.Result));
        return CannedAnswer.Data($$"""{"exited":1,"exitcode":{{process.ExitCode}},"out-data":"{{outData}}","err-data":"{{errData}}"}""");
    }

    private static CannedAnswer Write(string path, string content, string? encode)
    {
        encode.ShouldBe("0");
        content.Length.ShouldBeLessThanOrEqualTo(61440);
        File.WriteAllBytes(path, Convert.FromBase64String(content));
        return CannedAnswer.Data("null");
    }

    private sealed record Running(Process Process, Task<string> Output, Task<string> Error);
}
