using Phoenix.Topology.Compose;

namespace Phoenix.Topology.Tests.Compose;

public sealed class RelativePathTests
{
    [Theory]
    [InlineData("stacks/hello", ".", "stacks/hello")]
    [InlineData("stacks/hello", "./app/", "stacks/hello/app")]
    [InlineData("stacks/hello", "../shared", "stacks/shared")]
    [InlineData("stacks/hello", "../..", "")]
    [InlineData("", "app", "app")]
    [InlineData("stacks/hello", "../../..", null)]
    [InlineData("", "..", null)]
    [InlineData("stacks", "/etc", null)]
    [InlineData("stacks", "~/app", null)]
    [InlineData("stacks", "https://example.org/x.git", null)]
    [InlineData("stacks", "git@example.org:x", null)]
    [InlineData("stacks", "a\\..\\..", null)]
    [InlineData("stacks", "${HOME}", null)]
    [InlineData("stacks", "a\nb", null)]
    public void Path_stays_in_the_directory_or_is_none(string directory, string path, string? expected) =>
        RelativePath.Resolve(directory, path).ShouldBe(expected);
}
