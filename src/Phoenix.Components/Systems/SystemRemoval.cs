namespace Phoenix.Components.Systems;

/// <summary>What happens to a system's contents when the platform goes away.</summary>
public enum SystemRemoval
{
    /// <summary>Nothing: the whole guest goes.</summary>
    WithTheGuest,

    /// <summary>Files, programs and units are taken back: the system stays (the host).</summary>
    TakeBack,
}
