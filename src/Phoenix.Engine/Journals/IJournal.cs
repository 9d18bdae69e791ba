namespace Phoenix.Engine;

/// <summary>Keeps what a run did, line by line, as it happens.</summary>
public interface IJournal
{
    /// <summary>Appends a line; it is on the disk when the call returns.</summary>
    void Append(JournalEntry entry);
}
