using System.Collections.Immutable;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Phoenix.Lab.Api.Http;
using Phoenix.Lab.Api.Lxc;
using Phoenix.Lab.Api.Parameters;
using Phoenix.Lab.Api.Tasks;

namespace Phoenix.Lab.Api.Storage;

/// <summary>Files into a storage: uploaded, or downloaded by the node.</summary>
internal sealed partial class TransferEndpoints(NodeServices node)
{
    private static readonly ImmutableArray<Parameter> Common =
    [
        LxcParameters.Node,
        StorageEndpoints.Name,
        Parameter.Choice("content", "iso", "vztmpl", "import").Must(),
        Parameter.Text("filename", longest: 255).Must(),
        Parameter.Text("checksum") with
        {
            Requires = "checksum-algorithm",
        },
        Parameter.Choice("checksum-algorithm", "md5", "sha1", "sha224", "sha256", "sha384", "sha512") with
        {
            Requires = "checksum",
        },
    ];

    /// <summary>The methods.</summary>
    public IEnumerable<Endpoint> All()
    {
        const string Path = "/nodes/{node}/storage/{storage}/";
        yield return new(
            "POST",
            Path + "upload",
            new ParameterSet([.. Common, Parameter.Text("tmpfilename")]),
            (call, _) => new(Upload(call))
        );
        yield return new(
            "POST",
            Path + "download-url",
            new ParameterSet([
                .. Common,
                Parameter.Text("url").Must() with
                {
                    Pattern = WebAddress,
                },
                Parameter.Flag("verify-certificates"),
                Parameter.Text("compression"),
            ]),
            (call, _) => new(Download(call))
        );
    }

    // The upload is moved before the answer: its temporary file lives only as long as the call.
    private ApiResult Upload(ApiCall call)
    {
        var (storage, name) = Target(call);
        var upload = call.Upload ?? throw ApiFailure.Run("upload failed");
        var kept = $"{upload.TemporaryPath}.kept";
        File.Move(upload.TemporaryPath, kept);
        var volume = $"{call.Text("content")}/{name}";
        return node.Tasks.Start(
            "imgcopy",
            "",
            call.Caller,
            async task =>
            {
                try
                {
                    task.Write($"starting file import from: {upload.TemporaryPath}");
                    await VerifyAsync(call, kept, task);
                    MoveTo(kept, storage.PathOf(volume));
                    task.Write("finished file import successfully");
                }
                finally
                {
                    File.Delete(kept);
                }
            }
        );
    }

    private ApiResult Download(ApiCall call)
    {
        var (storage, name) = Target(call);
        var volume = $"{call.Text("content")}/{name}";
        var path = storage.PathOf(volume);
        return node.Tasks.Start(
            "download",
            name,
            call.Caller,
            async task =>
            {
                if (File.Exists(path) || node.Storage.ImageOf(new VolumeId(storage.Name, volume)) is not null)
                {
                    throw ApiFailure.Run($"refusing to override existing file '{storage.HostPathOf(volume)}'");
                }
                var temporary = $"{path}.tmp_dwnl.{Guid.NewGuid():N}";
                try
                {
                    task.Write($"downloading {call.Text("url")} to {storage.HostPathOf(volume)}");
                    await FetchAsync(call, temporary, task);
                    await VerifyAsync(call, temporary, task);
                    MoveTo(temporary, path);
                    task.Write($"download of '{call.Text("url")}' to '{storage.HostPathOf(volume)}' finished");
                }
                finally
                {
                    File.Delete(temporary);
                }
            }
        );
    }

    private static async Task FetchAsync(ApiCall call, string path, NodeTask task)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var client = new HttpClient();
        try
        {
            await using var source = await client.GetStreamAsync(new Uri(call.Text("url")), task.Stopped);
            await using var target = File.Create(path);
            await source.CopyToAsync(target, task.Stopped);
        }
        catch (HttpRequestException failure)
            when (failure.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
        {
            var url = new Uri(call.Text("url"));
            throw ApiFailure.Run($"download failed: Connecting to {url.Host}:{url.Port}... failed: Connection refused.");
        }
        catch (HttpRequestException failure)
        {
            task.Write(failure.Message);
            // wget's codes: 8 is an error of the server, 4 of the network.
            throw ApiFailure.Run($"download failed: exit code {(failure.StatusCode is null ? 4 : 8)}");
        }
    }

    private static async Task VerifyAsync(ApiCall call, string path, NodeTask task)
    {
        if (call.Find("checksum") is not { } expected)
        {
            return;
        }
        task.Write("calculating checksum...");
        await using var file = File.OpenRead(path);
        var hash = call.Text("checksum-algorithm") switch
        {
            "md5" => await MD5.HashDataAsync(file, task.Stopped),
            "sha1" => await SHA1.HashDataAsync(file, task.Stopped),
            "sha256" => await SHA256.HashDataAsync(file, task.Stopped),
            "sha384" => await SHA384.HashDataAsync(file, task.Stopped),
            "sha512" => await SHA512.HashDataAsync(file, task.Stopped),
            var algorithm => throw ApiFailure.Run($"the lab does not know the checksum algorithm '{algorithm}'"),
        };
        var got = Convert.ToHexStringLower(hash);
        if (!string.Equals(got, expected, StringComparison.OrdinalIgnoreCase))
        {
            throw ApiFailure.Run($"checksum mismatch: got '{got}' != expect '{expected}'");
        }
        task.Write("OK, checksum verified");
    }

    private (NodeStorage Storage, string Name) Target(ApiCall call)
    {
        var storage = node.Storage.Get(call.Text("storage"));
        var sent = call.Text("filename");
        // Only the last part of a path counts, and only plain characters.
        var name = Foreign.Replace(sent[(sent.LastIndexOfAny(['/', '\\']) + 1)..], "_");
        var fits = call.Text("content") switch
        {
            "iso" => Iso.IsMatch(name),
            "vztmpl" => ContainerTemplate.IsMatch(name),
            _ => Import.IsMatch(name),
        };
        return fits ? (storage, name) : throw ApiFailure.Parameter("filename", "wrong file extension");
    }

    private static void MoveTo(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Move(from, to, overwrite: true);
    }

    [GeneratedRegex(@"[^a-zA-Z0-9_.-]", RegexOptions.None, 1000)]
    private static partial Regex Foreign { get; }

    [GeneratedRegex(@"\.(iso|img)\z", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Iso { get; }

    [GeneratedRegex(@"\.tar\.(gz|xz|zst|bz2)\z|\.tar\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ContainerTemplate { get; }

    [GeneratedRegex(@"\.(ova|ovf|qcow2|raw|vmdk)\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Import { get; }

    [GeneratedRegex(@"^https?://.+\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WebAddress { get; }
}
