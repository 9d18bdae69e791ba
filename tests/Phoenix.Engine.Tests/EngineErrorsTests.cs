using System.Reflection;
using Phoenix.Topology;

namespace Phoenix.Engine.Tests;

public sealed class EngineErrorsTests
{
    [Fact]
    public void Every_code_is_listed_once_in_the_range_of_runs()
    {
        var declared = typeof(EngineErrors)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => field.GetValue(null))
            .OfType<ErrorCode>();

        EngineErrors.All.ShouldBe(declared, ignoreOrder: true);
        EngineErrors.All.Select(code => code.Code).ShouldBeUnique();
        EngineErrors.All.ShouldAllBe(code => code.Code.StartsWith("PHX4", StringComparison.Ordinal) && code.Code.Length == 7);
    }
}
