using System.Text.RegularExpressions;
using Phoenix.Lab.Api.Http;

namespace Phoenix.Lab.Api.Qemu;

/// <summary>What only root itself may set on a virtual machine, and values that are checked by hand.</summary>
internal static partial class QemuRights
{
    /// <summary>Refuses a call that sets what is not the caller's, or keys that are none.</summary>
    public static void Check(ApiCall call)
    {
        if (!call.Caller.IsRoot)
        {
            if (call.Has("args"))
            {
                throw ApiFailure.Run("only root can set 'args' config");
            }
            if (call.Has("hookscript"))
            {
                throw ApiFailure.Run("only root can set 'hookscript' config");
            }
        }
        if (call.Find("sshkeys") is { } keys)
        {
            var lines = FormBody.Decode(keys, plusIsSpace: false).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            if (lines.Any(static line => !PublicKey.IsMatch(line)))
            {
                throw ApiFailure.Run("SSH public key validation error");
            }
        }
    }

    [GeneratedRegex(@"^(#.*|\s*|(\S+\s+)?(ssh-|ecdsa-|sk-)\S+\s+[A-Za-z0-9+/=]+(\s.*)?)\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PublicKey { get; }
}
