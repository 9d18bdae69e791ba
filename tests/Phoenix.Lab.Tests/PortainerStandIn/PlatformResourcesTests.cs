using System.Collections.Immutable;
using Phoenix.Components.Portainer;
using Phoenix.Components.Stacks;
using Phoenix.Engine;
using Phoenix.Topology;

namespace Phoenix.Lab.Tests.PortainerStandIn;

/// <summary>Portainer, its environment, the image and the stack of the seed platform, from nothing to converged and away again, over real TLS against the stand-ins.</summary>
public sealed class PlatformResourcesTests
{
    private static readonly Progress<string> Quiet = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Before_the_first_run_everything_is_to_be_made()
    {
        await using var rig = await PlatformRig.StartAsync();

        foreach (var resource in ResourcesOf(rig))
        {
            (await resource.PlanAsync(Cancel)).Kind.ShouldBe(ChangeKind.Create, resource.Id.ToString());
        }
    }

    [Fact]
    public async Task Seed_converges_is_proved_and_a_second_plan_changes_nothing()
    {
        await using var rig = await ConvergedAsync();

        foreach (var resource in ResourcesOf(rig))
        {
            (await resource.VerifyAsync(Cancel)).ShouldSatisfyAllConditions(proof =>
                proof.Holds.ShouldBeTrue($"{resource.Id}: {proof.Seen}")
            );
            (await resource.PlanAsync(Cancel)).ShouldBe(Change.None(resource.Id));
        }

        var file = rig.Compose.Projects.ShouldHaveSingleItem();
        file.Key.ShouldBe("hello");
        file.Value.ShouldContain("image: phoenix/hello/web:");
        rig.Compose.Commands.ShouldBe(["hello up -d"]);
    }

    [Fact]
    public async Task Base_image_is_imported_and_the_context_is_built_through_portainer()
    {
        await using var rig = await ConvergedAsync();

        rig.Docker.Received["POST images/create?fromSrc=-&repo=debian&tag=13-slim"].ShouldBe("a root file system"u8.ToArray());
        var build = rig.Docker.Received.Single(request =>
            request.Key.StartsWith("POST build?t=phoenix%2Fhello%2Fweb%3A", StringComparison.Ordinal)
        );
        System.Text.Encoding.ASCII.GetString(build.Value).ShouldContain("hello.pl");
    }

    [Fact]
    public async Task Declared_secret_is_made_once_and_reaches_compose_through_the_environment_file_alone()
    {
        await using var rig = await ConvergedAsync();

        var token = (await rig.Secrets.FindAsync("HELLO_TOKEN", Cancel)).ShouldNotBeNull().Reveal();
        rig.Compose.EnvironmentFiles["hello"].ShouldContain($"HELLO_TOKEN={token}\n");
        rig.Compose.Projects["hello"].ShouldNotContain(token);
        rig.Compose.Commands.ShouldAllBe(command => !command.Contains(token));
    }

    [Fact]
    public async Task Lost_api_key_is_made_again_and_the_stale_one_is_taken_away()
    {
        await using var rig = await ConvergedAsync();
        await rig.Secrets.StoreAsync(PortainerSecrets.ApiKey, new Secret("ptr_wrong"), Cancel);
        var instance = ResourcesOf(rig)[0];

        var change = await instance.PlanAsync(Cancel);
        await instance.ApplyAsync(change, Quiet, Cancel);

        change.Kind.ShouldBe(ChangeKind.Update);
        (await instance.PlanAsync(Cancel)).Kind.ShouldBe(ChangeKind.None);
        var client = await rig.Access.OperatorAsync(Cancel);
        var session = await client.LogInAsync("admin", new Secret("password-of-admin"), Cancel);
        (await client.As(session).ApiKeysAsync(1, Cancel)).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Container_that_is_gone_is_drift_and_is_started_again()
    {
        await using var rig = await ConvergedAsync();
        var stack = ResourcesOf(rig)[3];
        rig.Compose.Forget("hello");

        var change = await stack.PlanAsync(Cancel);
        await stack.ApplyAsync(change, Quiet, Cancel);

        change.Fields.ShouldHaveSingleItem().ShouldBe(new FieldDiff("services.web", "absent", "healthy"));
        rig.Compose.Projects.Keys.ShouldBe(["hello"]);
    }

    [Fact]
    public async Task Host_that_is_gone_is_no_failure_of_the_plan_and_the_stack_comes_back_with_it()
    {
        await using var rig = await ConvergedAsync();
        var (image, stack) = (ResourcesOf(rig)[2], ResourcesOf(rig)[3]);
        await rig.StopAgentAsync();

        (await image.PlanAsync(Cancel)).Kind.ShouldBe(ChangeKind.Create);
        var change = await stack.PlanAsync(Cancel);
        rig.Compose.Forget("hello");
        await rig.StartAgentAsync();
        await stack.ApplyAsync(change, Quiet, Cancel);

        change.Kind.ShouldBe(ChangeKind.Update);
        (await stack.PlanAsync(Cancel)).Kind.ShouldBe(ChangeKind.None);
    }

    [Fact]
    public async Task Update_that_fails_in_its_start_is_put_back_and_tells_composes_words()
    {
        await using var rig = await ConvergedAsync();
        var former = rig.Compose.Projects["hello"];
        var changed = WithGreeting(rig.Platform, "servus");
        rig.Compose.Failure = ("up", "Bind for 10.0.0.102:8080 failed: port is already allocated\n");
        var stack = new StackResource(rig.Stacks(changed), changed.Stacks[0]);

        var error = await Should.ThrowAsync<PhoenixException>(async () =>
            await stack.ApplyAsync(await stack.PlanAsync(Cancel), Quiet, Cancel)
        );

        error.Code.ShouldBe(StackErrors.DeployFailed);
        error.Remote.ShouldNotBeNull().ShouldContain("port is already allocated");
        rig.Compose.Projects["hello"].ShouldBe(former);
        rig.Compose.Commands.Skip(1).ShouldBe(["hello pull", "hello up -d", "hello down --remove-orphans", "hello pull", "hello up -d"]);
        (await ResourcesOf(rig)[3].PlanAsync(Cancel)).Kind.ShouldBe(ChangeKind.None);
    }

    [Fact]
    public async Task Update_whose_images_cannot_be_pulled_leaves_the_running_stack_alone()
    {
        await using var rig = await ConvergedAsync();
        var changed = WithGreeting(rig.Platform, "servus");
        rig.Compose.Failure = ("pull", "no such host\n");
        var stack = new StackResource(rig.Stacks(changed), changed.Stacks[0]);

        await Should.ThrowAsync<PhoenixException>(async () => await stack.ApplyAsync(await stack.PlanAsync(Cancel), Quiet, Cancel));

        rig.Compose.Commands.Skip(1).ShouldBe(["hello pull"]);
        rig.Compose.Projects.Keys.ShouldBe(["hello"]);
    }

    [Fact]
    public async Task Container_that_ends_with_an_error_is_told_with_its_log()
    {
        await using var rig = await PlatformRig.StartAsync();
        await rig.StartStandInsAsync();
        rig.Docker.ContainerStatus = "Exited (3) 1 second ago";
        rig.Docker.Answers["GET containers/hello-web/logs?stdout=1&stderr=1&tail=15"] = (200, "cannot listen on port 8080");
        var resources = ResourcesOf(rig);
        await ApplyAsync(rig, resources[..3]);

        var error = await Should.ThrowAsync<PhoenixException>(async () =>
            await resources[3].ApplyAsync(await resources[3].PlanAsync(Cancel), Quiet, Cancel)
        );

        error.Code.ShouldBe(StackErrors.NotHealthy);
        error.Remote.ShouldBe("web: Exited (3) 1 second ago\ncannot listen on port 8080");
    }

    [Fact]
    public async Task Stack_that_is_declared_no_more_is_found_and_taken_away()
    {
        await using var rig = await ConvergedAsync();
        var without = rig.Platform with { Stacks = [] };

        var orphan = (await new StackOrphans(rig.Stacks(without)).FindAsync(Cancel)).ShouldHaveSingleItem();
        var change = await orphan.PlanAsync(Cancel);
        await orphan.ApplyAsync(change, Quiet, Cancel);

        orphan.Id.ToString().ShouldBe("stack/hello@drphoenix");
        // What it lives on goes after it, and is in place before it.
        orphan.DependsOn.Select(id => $"{id}").ShouldBe(["portainer/portainer", "environment/drphoenix", "guest/drphoenix"]);
        (change.Kind, change.IsDestructive).ShouldBe((ChangeKind.Delete, true));
        (await orphan.VerifyAsync(Cancel)).Holds.ShouldBeTrue();
        rig.Compose.Projects.ShouldBeEmpty();
        (await new StackOrphans(rig.Stacks()).FindAsync(Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Stack_that_somebody_else_made_is_taken_over_only_with_consent_and_never_removed()
    {
        await using var rig = await PlatformRig.StartAsync();
        await rig.StartStandInsAsync();
        var resources = ResourcesOf(rig);
        await ApplyAsync(rig, resources[..3]);
        var client = await rig.Access.OperatorAsync(Cancel);
        var host = (await client.Environments.FindAsync("drphoenix", Cancel)).ShouldNotBeNull();
        await client.Stacks.CreateAsync(host.Id, "hello", "services: { web: { image: x } }\n", [], Cancel);

        var change = await resources[3].PlanAsync(Cancel);
        await resources[3].RemoveAsync(Quiet, Cancel);

        change.IsDestructive.ShouldBeTrue();
        change.Reason.ShouldNotBeNull().ShouldContain("did not make");
        rig.Compose.Projects.Keys.ShouldBe(["hello"]);
    }

    [Fact]
    public async Task Container_that_was_stopped_is_drift_also_when_it_ended_well()
    {
        await using var rig = await ConvergedAsync();
        rig.Docker.ContainerStatus = "Exited (0) 2 minutes ago";

        var change = await ResourcesOf(rig)[3].PlanAsync(Cancel);

        change.Fields.ShouldHaveSingleItem().ShouldBe(new FieldDiff("services.web", "stopped", "healthy"));
    }

    [Fact]
    public async Task Service_that_is_gone_from_the_file_is_shown_and_its_container_removed()
    {
        await using var rig = await ConvergedAsync();
        rig.Compose.LeftOver[("hello", "side")] = true;
        var stack = ResourcesOf(rig)[3];

        var change = await stack.PlanAsync(Cancel);
        await stack.ApplyAsync(change, Quiet, Cancel);

        change.Fields.ShouldHaveSingleItem().ShouldBe(new FieldDiff("services.side", "running", "removed"));
        rig.Compose.LeftOver.ShouldBeEmpty();
        (await stack.PlanAsync(Cancel)).Kind.ShouldBe(ChangeKind.None);
    }

    [Fact]
    public async Task Environment_that_was_deleted_in_portainer_is_made_again_and_its_stack_adopted()
    {
        await using var rig = await ConvergedAsync();
        var (environment, stack) = (ResourcesOf(rig)[1], ResourcesOf(rig)[3]);
        var client = await rig.Access.OperatorAsync(Cancel);
        var gone = (await client.Environments.FindAsync("drphoenix", Cancel)).ShouldNotBeNull();
        await client.Environments.DeleteAsync(gone.Id, Cancel);

        var before = await environment.PlanAsync(Cancel);
        await environment.ApplyAsync(before, Quiet, Cancel);
        var change = await stack.PlanAsync(Cancel);
        (await new StackOrphans(rig.Stacks()).FindAsync(Cancel)).ShouldBeEmpty();
        await stack.ApplyAsync(change, Quiet, Cancel);

        before.Kind.ShouldBe(ChangeKind.Create);
        change.Fields.ShouldHaveSingleItem().ShouldBe(new FieldDiff("environment", $"{gone.Id}, which is gone", "adopted"));
        (await stack.PlanAsync(Cancel)).Kind.ShouldBe(ChangeKind.None);
        (await client.Stacks.ListAsync(Cancel)).ShouldHaveSingleItem().EndpointId.ShouldNotBe(gone.Id);
    }

    [Fact]
    public async Task Stack_that_is_declared_no_more_is_removed_although_its_environment_was_deleted()
    {
        await using var rig = await ConvergedAsync();
        var client = await rig.Access.OperatorAsync(Cancel);
        var gone = (await client.Environments.FindAsync("drphoenix", Cancel)).ShouldNotBeNull();
        await client.Environments.DeleteAsync(gone.Id, Cancel);
        var without = rig.Stacks(rig.Platform with { Stacks = [] });
        // Through nothing it cannot be removed.
        (await new StackOrphans(without).FindAsync(Cancel)).ShouldBeEmpty();
        var environment = ResourcesOf(rig)[1];
        await environment.ApplyAsync(await environment.PlanAsync(Cancel), Quiet, Cancel);

        var orphan = (await new StackOrphans(without).FindAsync(Cancel)).ShouldHaveSingleItem();
        await orphan.ApplyAsync(await orphan.PlanAsync(Cancel), Quiet, Cancel);

        (await orphan.VerifyAsync(Cancel)).Holds.ShouldBeTrue();
        rig.Compose.Projects.ShouldBeEmpty();
    }

    [Fact]
    public async Task Record_of_a_deleted_environment_stays_rather_than_take_somebody_elses_project_down()
    {
        await using var rig = await ConvergedAsync();
        var client = await rig.Access.OperatorAsync(Cancel);
        var gone = (await client.Environments.FindAsync("drphoenix", Cancel)).ShouldNotBeNull();
        await client.Environments.DeleteAsync(gone.Id, Cancel);
        var environment = ResourcesOf(rig)[1];
        await environment.ApplyAsync(await environment.PlanAsync(Cancel), Quiet, Cancel);
        // A container without the platform's label.
        rig.Compose.LeftOver[("hello", "side")] = true;
        var orphan = (await new StackOrphans(rig.Stacks(rig.Platform with { Stacks = [] })).FindAsync(Cancel)).ShouldHaveSingleItem();

        var error = await Should.ThrowAsync<PhoenixException>(async () =>
            await orphan.ApplyAsync(await orphan.PlanAsync(Cancel), Quiet, Cancel)
        );

        error.Code.ShouldBe(StackErrors.RecordStays);
        rig.Compose.Projects.Keys.ShouldBe(["hello"]);
    }

    [Fact]
    public async Task Second_record_of_a_creation_that_was_sent_twice_is_shown_and_deleted()
    {
        await using var rig = await PlatformRig.StartAsync();
        await rig.StartStandInsAsync();
        var resources = ResourcesOf(rig);
        await ApplyAsync(rig, resources[..3]);
        var client = await rig.Access.OperatorAsync(Cancel);
        var host = (await client.Environments.FindAsync("drphoenix", Cancel)).ShouldNotBeNull();
        var design = await StackDesign.OfAsync(rig.Platform, rig.Platform.Stacks[0], ContextFiles.Of(rig.Platform), rig.Secrets, Cancel);
        rig.Compose.Hold = new SemaphoreSlim(0);
        Task<Components.Portainer.Api.StackRecord> CreateAsync() =>
            client.Stacks.CreateAsync(host.Id, "hello", design.File, design.Variables, Cancel);
        var creations = (Task[])[CreateAsync(), CreateAsync()];
        // Both are let in before either has a record.
        await Task.Delay(TimeSpan.FromMilliseconds(500), Cancel);
        rig.Compose.Hold.Release(2);
        await Task.WhenAll(creations);
        rig.Compose.Hold = null;

        var change = await resources[3].PlanAsync(Cancel);
        await resources[3].ApplyAsync(change, Quiet, Cancel);

        change.Fields.ShouldContain(new FieldDiff("records", "2", "1"));
        (await client.Stacks.ListAsync(Cancel)).ShouldHaveSingleItem();
        rig.Compose.Projects.Keys.ShouldBe(["hello"]);
        (await resources[3].PlanAsync(Cancel)).Kind.ShouldBe(ChangeKind.None);
    }

    [Fact]
    public async Task Environment_that_was_renamed_or_whose_tls_was_changed_is_put_back_in_place()
    {
        await using var rig = await ConvergedAsync();
        var environment = ResourcesOf(rig)[1];
        var client = await rig.Access.OperatorAsync(Cancel);
        var found = (await client.Environments.FindAsync("drphoenix", Cancel)).ShouldNotBeNull();
        await client.Environments.UpdateAgentAsync(found.Id, "renamed", found.Url, Cancel);
        await rig.SwitchTlsOffAsync(found.Id);

        var change = await environment.PlanAsync(Cancel);
        await environment.ApplyAsync(change, Quiet, Cancel);

        change.Fields.ShouldBe([new FieldDiff("name", "renamed", "drphoenix"), new FieldDiff("TLS", "off", "not verified")]);
        (await environment.PlanAsync(Cancel)).Kind.ShouldBe(ChangeKind.None);
        (await client.Environments.FindAsync("drphoenix", Cancel)).ShouldNotBeNull().Id.ShouldBe(found.Id);
    }

    [Fact]
    public async Task Variable_that_was_a_secret_is_not_shown_as_it_was()
    {
        await using var rig = await ConvergedAsync();
        var token = (await rig.Secrets.FindAsync("HELLO_TOKEN", Cancel)).ShouldNotBeNull().Reveal();
        var stack = rig.Platform.Stacks[0] with { Secrets = [], Environment = [new EnvironmentVariable("HELLO_TOKEN", "plain")] };
        var changed = rig.Platform with { Stacks = [stack] };

        var change = await new StackResource(rig.Stacks(changed), stack).PlanAsync(Cancel);

        var field = change.Fields.Single(field => field.Path == "env.HELLO_TOKEN");
        field.Live.ShouldNotBeNull().ShouldNotContain(token);
        field.Live.ShouldStartWith("sha256:");
    }

    [Fact]
    public async Task Everything_is_taken_away_again()
    {
        await using var rig = await ConvergedAsync();

        foreach (var resource in ResourcesOf(rig).Reverse())
        {
            await resource.RemoveAsync(Quiet, Cancel);
            await resource.RemoveAsync(Quiet, Cancel);
        }

        rig.Compose.Projects.ShouldBeEmpty();
        (await rig.Secrets.FindAsync(PortainerSecrets.ApiKey, Cancel)).ShouldBeNull();
    }

    private static async Task<PlatformRig> ConvergedAsync()
    {
        var rig = await PlatformRig.StartAsync();
        await rig.StartStandInsAsync();
        await ApplyAsync(rig, ResourcesOf(rig));
        return rig;
    }

    private static async Task ApplyAsync(PlatformRig rig, ImmutableArray<IResource> resources)
    {
        rig.Docker.Answers["POST images/create?fromSrc=-&repo=debian&tag=13-slim"] = (200, """{"status":"sha256:1"}""");
        foreach (var resource in resources)
        {
            if (resource is StackImageResource)
            {
                await AnswerBuildAsync(rig);
            }

            await resource.ApplyAsync(await resource.PlanAsync(Cancel), Quiet, Cancel);
            if (resource is StackImageResource)
            {
                rig.Docker.Answers[$"GET images/{await ReferenceAsync(rig)}/json"] = (200, """{"Id":"sha256:2","RepoTags":[],"Size":1}""");
            }
        }
    }

    private static async Task AnswerBuildAsync(PlatformRig rig)
    {
        var image = (await StackDesign.ImagesAsync(rig.Platform.Stacks[0], ContextFiles.Of(rig.Platform), Cancel))[0];
        var query = image.BuildFor(rig.Platform.Name, "hello").Query();
        rig.Docker.Answers[$"POST build?{query}"] = (200, """{"stream":"Successfully built 2\n"}""");
        rig.Docker.Answers["GET images/json?filters=" + Uri.EscapeDataString("""{"reference":["phoenix/hello/web"]}""")] = (200, "[]");
    }

    private static async Task<string> ReferenceAsync(PlatformRig rig) =>
        (await StackDesign.ImagesAsync(rig.Platform.Stacks[0], ContextFiles.Of(rig.Platform), Cancel))[0].Reference;

    private static ImmutableArray<IResource> ResourcesOf(PlatformRig rig) =>
        [
            new PortainerInstance(rig.Context, rig.Access),
            new PortainerEnvironment(rig.Context, rig.Platform.DockerHosts[0], rig.Access),
            new StackImageResource(rig.Stacks(), rig.Platform.Stacks[0], "web"),
            new StackResource(rig.Stacks(), rig.Platform.Stacks[0]),
        ];

    private static Platform WithGreeting(Platform platform, string greeting) =>
        platform with
        {
            Stacks = [platform.Stacks[0] with { Environment = [new EnvironmentVariable("GREETING", greeting)] }],
        };
}
