using Phoenix.Cli.Errors;
using Phoenix.Topology;

namespace Phoenix.Cli.Sessions;

internal sealed class PlatformSessions : IPlatformSessions
{
    public ILabs Labs => throw new PhoenixException(CliErrors.Unexpected, "this build has no lab");

    public Task<IPlatformSession> OpenAsync(PlatformRequest request, CancellationToken cancel) =>
        throw new PhoenixException(CliErrors.Unexpected, "this build opens no platforms");
}
