using System.Collections.Immutable;
using System.Reflection;
using System.Text.RegularExpressions;
using Phoenix.Cli.Errors;
using Phoenix.Topology;

namespace Phoenix.Cli.Tests;

public sealed class ErrorCatalogTests
{
    private static readonly ImmutableArray<Type> Sources =
    [
        .. typeof(ErrorCatalog)
            .Assembly.GetReferencedAssemblies()
            .Where(name => name.Name!.StartsWith("Phoenix.", StringComparison.Ordinal))
            .Select(Assembly.Load)
            .Append(typeof(ErrorCatalog).Assembly)
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.IsAbstract && type.IsSealed && type.Name.EndsWith("Errors", StringComparison.Ordinal)),
    ];

    [Fact]
    public void Catalog_holds_every_code_of_every_project()
    {
        var declared = Sources
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static))
            .Where(field => field.FieldType == typeof(ErrorCode))
            .Select(field => (ErrorCode)field.GetValue(null)!)
            .ToArray();

        declared.Length.ShouldBeGreaterThan(50);
        declared.Select(code => code.Code).Except(ErrorCatalog.All.Select(code => code.Code)).ShouldBeEmpty();
    }

    [Fact]
    public void No_two_errors_share_a_code() => ErrorCatalog.All.Select(code => code.Code).ShouldBeUnique();

    [Fact]
    public void Every_code_has_the_form_and_says_something() =>
        ErrorCatalog.All.ShouldAllBe(code =>
            Regex.IsMatch(code.Code, "^PHX[1-9][0-9]{3}$") && code.Title.Length > 5 && code.Meaning.Length > 10 && code.Remedy.Length > 5
        );
}
