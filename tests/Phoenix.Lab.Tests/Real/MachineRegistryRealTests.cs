using Phoenix.Lab.Host;
using Phoenix.Lab.Network;
using Phoenix.Testing;

namespace Phoenix.Lab.Tests.Real;

/// <summary>What labs of this machine know of each other.</summary>
[Collection(RealLabs.Name)]
public sealed class MachineRegistryRealTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lab_that_is_just_coming_up_is_not_forgotten_with_another_that_goes()
    {
        SkipUnless.Root();
        var registry = new MachineRegistry(TimeProvider.System);
        var (coming, going) = (Name("coming"), Name("going"));
        try
        {
            using (await FileLock.AcquireAsync(MachineRegistry.LockOf(coming), TimeProvider.System, Cancel))
            {
                await registry.JoinAsync(coming, "/nowhere/coming", Cancel);
                await registry.JoinAsync(going, "/nowhere/going", Cancel);

                await registry.LeaveAsync(going, Cancel);

                (await MachineRegistry.FindAsync(coming, Cancel)).ShouldNotBeNull();
            }
        }
        finally
        {
            await registry.LeaveAsync(coming, CancellationToken.None);
            File.Delete(MachineRegistry.LockOf(coming));
        }
    }

    private static LabName Name(string what) => LabName.Parse($"test-{Environment.ProcessId}-{what}");
}
