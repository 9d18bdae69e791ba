using System.Collections.Immutable;

namespace Phoenix.Topology;

/// <summary>The text itself, whatever it says: PHX10xx.</summary>
internal static class YamlErrors
{
    public static readonly ErrorCode NotYaml = new(
        "PHX1001",
        "The file is not YAML",
        "The text cannot be read as YAML, so nothing in it is known.",
        "Look at the marked place and the line before it: most often a quote, a bracket or a colon is missing, or the indentation is off."
    );

    public static readonly ErrorCode UnknownKey = new(
        "PHX1002",
        "A key is not known here",
        "Phoenix knows every key of the file; one that it does not know would be ignored in silence, so it is an error.",
        "Take the key that is suggested, or remove it. docs/phoenix-yaml.md lists all keys, and the schema that `phoenix schema` prints completes them in an editor."
    );

    public static readonly ErrorCode DuplicateKey = new(
        "PHX1003",
        "A key appears twice",
        "YAML has no rule for which of the two counts.",
        "Remove or rename one of them."
    );

    public static readonly ErrorCode WrongType = new(
        "PHX1004",
        "A value has the wrong type",
        "A list stands where a single value belongs, a word where a number belongs, or the like.",
        "Write the value as docs/phoenix-yaml.md shows it."
    );

    public static readonly ErrorCode MissingKey = new(
        "PHX1005",
        "A key is missing",
        "The section cannot be used without it, and there is no default that would be right for everyone.",
        "Add the key."
    );

    public static readonly ErrorCode NotText = new(
        "PHX1006",
        "The file is not plain UTF-8 text",
        "The file has bytes that are not UTF-8, or control characters.",
        "Save it as UTF-8 in an editor."
    );

    public static readonly ErrorCode TooLarge = new(
        "PHX1007",
        "The file is too large",
        "phoenix.yaml and compose files are written by people: 256 KiB and 20,000 values are far more than a platform needs.",
        "Check that this is the right file."
    );

    public static readonly ErrorCode TooDeep = new(
        "PHX1008",
        "The file is nested too deeply",
        "Nothing that Phoenix or compose knows is nested deeper than a handful of levels.",
        "Check the brackets."
    );

    public static readonly ErrorCode TooManyAliases = new(
        "PHX1009",
        "Aliases expand to too much",
        "A small file with anchors and aliases can stand for a giant one, so what they expand to is limited.",
        "Write the values out."
    );

    public static readonly ErrorCode UnknownAlias = new(
        "PHX1010",
        "An alias names no anchor",
        "An alias (*name) must come after its anchor (&name) and not within it.",
        "Check the name, or write the value out."
    );

    public static readonly ErrorCode Empty = new(
        "PHX1011",
        "The file is empty",
        "There is nothing in the file but comments, or nothing at all.",
        "Start from the commented file that `phoenix init` writes."
    );

    public static readonly ErrorCode ManyDocuments = new(
        "PHX1012",
        "The file has several documents",
        "Phoenix reads one document; what follows a second `---` would be ignored in silence.",
        "Remove the `---` or split the file."
    );

    public static readonly ErrorCode TabIndent = new(
        "PHX1013",
        "A line is indented with a tab",
        "YAML allows only spaces there.",
        "Replace tabs with spaces."
    );

    public static readonly ErrorCode TagNotAllowed = new(
        "PHX1014",
        "A YAML tag is not used here",
        "Tags (!name) change how a value is read. Phoenix reads every value by its key.",
        "Remove the tag."
    );

    public static ImmutableArray<ErrorCode> All { get; } =
    [
        NotYaml,
        UnknownKey,
        DuplicateKey,
        WrongType,
        MissingKey,
        NotText,
        TooLarge,
        TooDeep,
        TooManyAliases,
        UnknownAlias,
        Empty,
        ManyDocuments,
        TabIndent,
        TagNotAllowed,
    ];
}
