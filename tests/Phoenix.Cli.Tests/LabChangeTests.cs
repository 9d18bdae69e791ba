using System.Net;
using Phoenix.Cli.Sessions.Live;
using Phoenix.Engine;
using Phoenix.Lab.Network;
using LabSettings = Phoenix.Lab.Daemon.LabSettings;
using LiveLab = Phoenix.Lab.Daemon.LabSummary;

namespace Phoenix.Cli.Tests;

/// <summary>What a plan says of a lab whose settings are not as declared.</summary>
public sealed class LabChangeTests
{
    private static readonly ResourceId Id = new("lab", "home");

    private static readonly LabSettings Wanted = new(LabName.Parse("home"))
    {
        Publish = new IPEndPoint(IPAddress.Loopback, 8443),
        Network = new LabNetworkPlan { PublishTo = IPAddress.Parse("10.0.0.153") },
    };

    public static TheoryData<string> Unchangeable => ["node", "bridge", "subnet", "host", "gateway"];

    [Theory]
    [MemberData(nameof(Unchangeable))]
    public void Setting_that_costs_the_lab_is_a_replacement_that_needs_consent(string setting)
    {
        var live = setting switch
        {
            "node" => Wanted with { Node = "old" },
            "bridge" => Wanted with { Network = Wanted.Network with { Bridge = "vmbr9" } },
            "subnet" => Wanted with { Network = Wanted.Network with { Subnet = IPNetwork.Parse("10.9.0.0/24") } },
            "host" => Wanted with { Network = Wanted.Network with { Host = IPAddress.Parse("10.0.0.9") } },
            _ => Wanted with { Network = Wanted.Network with { Gateway = IPAddress.Parse("10.0.0.9") } },
        };

        foreach (var running in new[] { true, false })
        {
            var change = LabResource.ChangeOf(Id, new LiveLab(live, running, null), Wanted);

            change.Kind.ShouldBe(ChangeKind.Replace);
            change.IsDestructive.ShouldBeTrue();
            change.Reason.ShouldNotBeNullOrEmpty();
            change.Fields.ShouldHaveSingleItem().Path.ShouldBe(setting);
        }
    }

    [Fact]
    public void Published_address_and_its_guest_are_changed_in_place_and_named_each()
    {
        var live = Wanted with { Publish = null, Network = Wanted.Network with { PublishTo = null } };

        var change = LabResource.ChangeOf(Id, new LiveLab(live, Running: true, null), Wanted);

        (change.Kind, change.LosesSomething).ShouldBe((ChangeKind.Update, false));
        change.Fields.ShouldBe([new FieldDiff("published", "", "127.0.0.1:8443"), new FieldDiff("published to", "", "10.0.0.153")]);
    }

    [Fact]
    public void Lab_that_crashed_is_made_again_and_one_as_declared_stays()
    {
        LabResource.ChangeOf(Id, new LiveLab(Wanted, Running: false, null), Wanted).Kind.ShouldBe(ChangeKind.Create);
        LabResource.ChangeOf(Id, new LiveLab(Wanted, Running: true, null), Wanted).Kind.ShouldBe(ChangeKind.None);
    }

    [Fact]
    public void Lab_whose_settings_cannot_be_read_is_replaced_with_consent_alone() =>
        LabResource
            .ChangeOf(Id, new LiveLab(new LabSettings(Wanted.Name), Running: false, null) { IsUnreadable = true }, Wanted)
            .LosesSomething.ShouldBeTrue();
}
