using Phoenix.Lab.Api.Tasks;
using Phoenix.Topology;

namespace Phoenix.Lab.Api.Config;

/// <summary>Takes a guest's lock for a task.</summary>
internal static class GuestLock
{
    /// <summary>As <see cref="GuestStore.LockAsync"/>; a task that has to wait says so in its log.</summary>
    public static async Task<IDisposable> InTaskAsync(NodeServices node, GuestKind kind, int vmid, NodeTask task)
    {
        var taken = node.Guests.LockAsync(kind, vmid, task.Stopped);
        if (taken.IsCompletedSuccessfully)
        {
            return await taken;
        }
        task.Write("trying to acquire lock...");
        var held = await taken;
        task.Write(" OK");
        return held;
    }
}
