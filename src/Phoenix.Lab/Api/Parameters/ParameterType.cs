namespace Phoenix.Lab.Api.Parameters;

/// <summary>The types of the API's parameters.</summary>
internal enum ParameterType
{
    /// <summary>Any text.</summary>
    String,

    /// <summary>A whole number in decimal, with an optional sign.</summary>
    Integer,

    /// <summary>A decimal number.</summary>
    Number,

    /// <summary>Exactly 0 or 1.</summary>
    Boolean,

    /// <summary>A list of texts.</summary>
    Array,
}
