using Phoenix.Lab.Api.Config;

namespace Phoenix.Lab.Api.Lxc;

/// <summary>Changes that wait for a stop or start.</summary>
internal static class LxcPending
{
    /// <summary>The configuration with everything that waited, in normal form.</summary>
    public static GuestConfig Apply(GuestConfig config)
    {
        foreach (var (key, value) in config.Pending)
        {
            config = config.Set(key, LxcMounts.IsMount(key) ? value : LxcValues.Normal(key, value));
        }
        return config.WithPendingApplied();
    }
}
