namespace Phoenix.Lab.Api.Storage;

/// <summary>A volume: <c>storage:name</c>, the name a path below the storage or a size for one to be made.</summary>
internal sealed record VolumeId(string Storage, string Name)
{
    /// <summary>Takes a volume's id apart; null when it is not one.</summary>
    public static VolumeId? Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && colon < text.Length - 1 && Parameters.Formats.StorageId("", text[..colon]) is null
            ? new VolumeId(text[..colon], text[(colon + 1)..])
            : null;
    }

    /// <inheritdoc />
    public override string ToString() => $"{Storage}:{Name}";
}
