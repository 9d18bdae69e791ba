using System.Text;
using CsCheck;

namespace Phoenix.Topology.Tests.Reading;

/// <summary>Whatever the input is: a result, diagnostics that can be rendered, and never an exception.</summary>
public sealed class FuzzTests
{
    private const int Rounds = 3_000;

    private static readonly byte[] Seed = [.. SeedPlatform.Files[SeedPlatform.FileName]];
    private static readonly byte[] SeedCompose = [.. SeedPlatform.Files["stacks/hello/compose.yaml"]];

    /// <summary>What YAML is made of, and what readers of it stumble over.</summary>
    private static readonly string[] Pieces =
    [
        "{",
        "}",
        "[",
        "]",
        ": ",
        ", ",
        "- ",
        "\n",
        "\r\n",
        "\r",
        "\t",
        "  ",
        "&a ",
        "*a",
        "<<: *a",
        "!!x ",
        "|\n",
        ">-\n",
        "\"",
        "'",
        "#",
        "---\n",
        "...\n",
        "? ",
        "%YAML 9999999999.1\n",
        "%TAG ! x\n",
        "guests",
        "stacks",
        "network",
        "routes",
        "id: ",
        "99999999999",
        "null",
        "~",
        "\\u0000",
        "\0",
        "\uFEFF",
        "\u2028",
        "é",
        "😀",
    ];

    private static readonly Gen<string> AnyPiece = Gen.Int[0, Pieces.Length - 1].Select(index => Pieces[index]);

    [Fact]
    public void Read_of_random_bytes_never_throws() =>
        Gen.Byte.Array[0, 300].Sample(bytes => ReadAndRender(bytes, SeedCompose), iter: Rounds);

    [Fact]
    public void Read_of_random_pieces_of_yaml_never_throws() =>
        AnyPiece.Array[0, 60].Sample(pieces => ReadAndRender(Encoding.UTF8.GetBytes(string.Concat(pieces)), SeedCompose), iter: Rounds);

    [Fact]
    public void Read_of_a_mutated_seed_never_throws() => Mutations(Seed).Sample(bytes => ReadAndRender(bytes, SeedCompose), iter: Rounds);

    [Fact]
    public void Read_of_a_mutated_compose_file_never_throws() =>
        Mutations(SeedCompose).Sample(bytes => ReadAndRender(Seed, bytes), iter: Rounds);

    [Fact]
    public void Read_of_a_text_cut_anywhere_never_throws()
    {
        for (var length = 0; length <= Seed.Length; length++)
        {
            ReadAndRender(Seed[..length], SeedCompose);
        }
    }

    [Fact]
    public void Render_of_any_diagnostic_never_throws() =>
        Gen.Select(Gen.String, Gen.String, Gen.Int, Gen.Int, Gen.Int)
            .Sample(
                (text, message, line, column, length) =>
                {
                    var span = new SourceSpan("f", line, column, length);
                    var diagnostic = new Diagnostic(TopologyErrors.All[0], message, span)
                    {
                        Note = message,
                        Help = message,
                        Related = span with { Line = line - 1 },
                    };

                    DiagnosticRenderer.Render([diagnostic], [new SourceText("f", text)]).ToString().ShouldNotContain('\u001b');
                },
                iter: Rounds
            );

    /// <summary>The text with a few pieces put over, into or out of it.</summary>
    private static Gen<byte[]> Mutations(byte[] text) =>
        Gen.Select(Gen.Int[0, text.Length - 1], Gen.Int[0, 12], AnyPiece)
            .Array[1, 4]
            .Select(edits =>
                edits.Aggregate(
                    text,
                    (bytes, edit) =>
                    {
                        var at = Math.Min(edit.Item1, bytes.Length);
                        var end = Math.Min(bytes.Length, at + edit.Item2);
                        return [.. bytes[..at], .. Encoding.UTF8.GetBytes(edit.Item3), .. bytes[end..]];
                    }
                )
            );

    private static void ReadAndRender(byte[] bytes, byte[] compose)
    {
        var files = new InMemoryFiles(SeedPlatform.Files.SetItem("stacks/hello/compose.yaml", [.. compose]));
        var result = PlatformReader.Read(SourceText.FromBytes(SeedPlatform.FileName, bytes), files);
        var shown = DiagnosticRenderer.Render(result).ToString();

        (result.Platform is null).ShouldBe(result.Errors > 0);
        shown.Where(letter => char.IsControl(letter) && letter != '\n').ShouldBeEmpty();
        if (result.Platform is { } platform)
        {
            Flows.For(platform).ShouldNotBeEmpty();
            DnsRecords.For(platform).Select(record => record.Name).ShouldBeUnique();
        }
    }
}
