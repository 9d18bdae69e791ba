using System.Text.Json;
using System.Text.RegularExpressions;
using CsCheck;
using Phoenix.Topology.Language;

namespace Phoenix.Topology.Tests.Language;

/// <summary>A value can never carry anything into a generated file, a rule or a command.</summary>
public sealed partial class StrictValueTests
{
    private static readonly string[] Nasty =
    [
        "a",
        "b1",
        "-",
        "--",
        ".",
        "..",
        "/",
        "\\",
        "\n",
        "\r",
        "\t",
        " ",
        "\0",
        ";",
        "'",
        "\"",
        "`",
        "$(id)",
        "${x}",
        "{{",
        "}}",
        "#",
        "|",
        "&",
        "<",
        ">",
        "*",
        "?",
        "\u202E",
        "é",
        "Ａ",
        "٣",
        "10.0.0.7",
        ":",
        "@",
        "%",
        "=",
        "~",
        "-oProxyCommand",
        "https://",
        "lab",
        "hello",
    ];

    private static readonly string[] FreeText = ["env", "why"];

    private static readonly Gen<string> AnyText = Gen.OneOf(
        Gen.Int[0, Nasty.Length - 1].Array[1, 4].Select(picks => string.Concat(picks.Select(pick => Nasty[pick]))),
        Gen.String[Gen.Char[' ', '~'], 1, 12]
    );

    public static TheoryData<string> SingleTextKeys => [.. Keys().Select(pair => pair.Path).Distinct()];

    [Theory]
    [MemberData(nameof(SingleTextKeys))]
    public void Value_that_is_taken_has_plain_characters_alone(string path)
    {
        var key = Keys().First(pair => pair.Path == path).Key;

        AnyText.Sample(
            text =>
            {
                if (KeyReading.Findings(key, JsonSerializer.Serialize(text)).IsEmpty)
                {
                    Plain().IsMatch(text).ShouldBeTrue(text);
                    text.ShouldNotStartWith("-");
                }
            },
            iter: 2_000
        );
    }

    [Theory]
    [InlineData("platform", "hello\n")]
    [InlineData("domain", "phoenix.internal\n")]
    [InlineData("address", "10.0.0.1\n")]
    [InlineData("ssh", "root@pve\n")]
    [InlineData("compose", "stacks/hello/../../../etc/passwd")]
    [InlineData("compose", "stacks/./hello")]
    [InlineData("health", "/healthz\r\nHost: x")]
    [InlineData("fingerprint", "B2:4C")]
    [InlineData("domain", "1.2.3.4")]
    [InlineData("platform", "ｈello")]
    [InlineData("platform", "7")]
    [InlineData("platform", "a--b")]
    [InlineData("platform", "labs")]
    [InlineData("platform", "abcdefghijklmnopqrstuvwxyzabcdefg")]
    [InlineData("health", "/%zz")]
    [InlineData("health", "/%4")]
    [InlineData("address", "٣.0.0.1")]
    public void Value_that_only_looks_right_is_refused(string name, string value)
    {
        var key = Keys().First(pair => pair.Key.Name == name).Key;

        KeyReading.Findings(key, JsonSerializer.Serialize(value)).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("compose", "./stacks/hello/compose.yaml")]
    [InlineData("compose", ".config/compose.yaml")]
    [InlineData("ssh", "pve.example")]
    [InlineData("domain", "lan")]
    [InlineData("platform", "test-7-a")]
    [InlineData("health", "/a%20b?c=%2F")]
    [InlineData("endpoint", "https://10.0.0.13:8006/")]
    [InlineData("health", "/")]
    public void Value_that_is_right_is_taken(string name, string value)
    {
        var key = Keys().First(pair => pair.Key.Name == name).Key;

        KeyReading.Findings(key, JsonSerializer.Serialize(value)).ShouldBeEmpty();
    }

    private static IEnumerable<(string Path, Key Key)> Keys() =>
        PhoenixSchemaTests
            .SectionKeys(PlatformKeys.Section)
            .Where(pair => pair.Key.Value.Inner is null && pair.Key.Value is not Section && !FreeText.Contains(pair.Key.Name))
            .Select(pair => ($"{pair.Path}.{pair.Key.Name}", pair.Key));

    [GeneratedRegex(@"\A[A-Za-z0-9._@:/~%?=&+-]*\z")]
    private static partial Regex Plain();
}
