namespace Phoenix.Lab.Api.Config;

/// <summary>Which base image each guest was made from. A real node does not remember it; the lab's runtime needs it.</summary>
internal sealed class GuestOrigins(string directory)
{
    /// <summary>The base image of a guest; empty when it is not known.</summary>
    public string Find(int vmid) => AtomicFile.Read(PathOf(vmid)).Trim();

    /// <summary>Remembers a guest's base image.</summary>
    public void Save(int vmid, string image) => AtomicFile.Write(PathOf(vmid), image + "\n");

    /// <summary>Forgets a guest.</summary>
    public void Remove(int vmid) => File.Delete(PathOf(vmid));

    private string PathOf(int vmid)
    {
        Directory.CreateDirectory(directory);
        return Path.Combine(directory, $"{vmid}");
    }
}
