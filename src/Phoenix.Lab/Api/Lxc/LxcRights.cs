using Phoenix.Lab.Api.Access;
using Phoenix.Lab.Api.Http;

namespace Phoenix.Lab.Api.Lxc;

/// <summary>What only root itself may set on a container: not even a token of root.</summary>
internal static class LxcRights
{
    /// <summary>Refuses a key's value that is not the caller's to set.</summary>
    public static void Check(Caller caller, string key, string value, bool unprivileged)
    {
        if (caller.IsRoot)
        {
            return;
        }
        if (key.StartsWith("mp", StringComparison.Ordinal) && LxcMounts.VolumeOf(key, value) is null)
        {
            throw ApiFailure.Forbidden("mount point type bind is only allowed for root@pam");
        }
        if (key.StartsWith("dev", StringComparison.Ordinal))
        {
            throw ApiFailure.Forbidden("configuring device passthrough is only allowed for root@pam");
        }
        if (key == "hookscript")
        {
            throw ApiFailure.Forbidden("changing the hookscript is only allowed for root@pam");
        }
        if (key == "features")
        {
            if (!unprivileged)
            {
                throw ApiFailure.Forbidden("changing feature flags for privileged container is only allowed for root@pam");
            }
            if (LxcFormats.Features.Parse(value).Any(static pair => pair.Key != "nesting" && pair.Value != "0"))
            {
                throw ApiFailure.Forbidden("changing feature flags (except nesting) is only allowed for root@pam");
            }
        }
    }
}
