using System.Text.RegularExpressions;

namespace Phoenix.Lab.Tests.Api.Recordings;

/// <summary>The short list: where the lab does not answer as the recorded node did, and why.</summary>
internal static class ReplayExceptions
{
    private const string NoUsers = "the lab has no user but root";
    private const string NoPages = "the lab has no web interface";
    private const string LaterStorages = "the recorded node got its other storages later";
    private const string OtherNode = "facts of the recorded machine";
    private const string Mounts = "the lab mounts no directories and volumes beside the root file system";
    private const string SlowRollback = "the recorded start after a rollback held its locks for most of a minute";
    private const string History = "the list shows what ran on the node before";
    private const string Tools = "log lines of the machine's tools";
    private const string NoWebServer = "the recorded node downloaded from a web server beside it";
    private const string StaleErrno = "the recorded node's check of devices trusted a stale errno and failed after the change was made";
    private const string FixedStorages = "the lab's storages are made with the lab";

    private static readonly (string Flow, string Steps, string Reason)[] Unsent =
    [
        ("a-auth", "cookie-bad-sig", "the recorded signature is redacted"),
        ("a-auth", "csrf-wrong", "the recorded token is redacted"),
        ("a-auth", "disabled-user-.*", NoUsers),
        ("a-auth", "format-html|format-png|index-page|favicon", NoPages),
        ("b-node", "upload-vztmpl.*|upload-again-overwrites.*", "the uploaded file is not in the recording"),
        ("b-node", "storage-get-st2b?", FixedStorages),
        ("c-lxc-life", "resize-running.*", "the recorded environment refused to resize a mounted file system"),
        ("c-lxc-life", "badmp-start.*", Mounts),
        ("c-lxc-more", "create-disk-full.*", "root file systems of the lab are overlays, not limited by their volume"),
        ("c-lxc-more", "snap-unsupported.*|feature-snapshot-no|feature-clone", "all root file systems of the lab have snapshots"),
        ("c-lxc-more", "snap-delete.*|snap-rollback-missing.*|resize-with-snap.*", SlowRollback),
        ("e-qemu", "nf-efidisk0-0", "the recorded environment had no EFI image"),
        ("e-qemu", "clone|clone[.](final-status|log)", "the recorded environment's qemu could not copy disks"),
        ("f-tasks", "race-.*", "calls at the same time have a test of their own"),
        ("f-tasks", "body-600000", "the body is cut in the recording"),
        ("i-extra", "json-large", "the body is cut in the recording"),
        ("i-extra", "gzip|deflate|gzip-large", "the recorded answer is compressed"),
        ("i-extra", "size-2|size-2[.]config", "root file systems of the lab are overlays, not limited by their volume"),
        ("i-start1", "create-start1-fail.*", Mounts),
        ("m-gaps", "template[.]put-rootfs", "the recorded node was renaming the volume"),
        ("c-lxc", "v-desc-long", "the body is cut in the recording"),
    ];

    private static readonly (string Flow, string Steps, string Reason)[] Uncompared =
    [
        ("a-auth", "token-list", "the token made for Phoenix is in the lab's list"),
        ("a-auth", "root-token-privsep1-perm", NoUsers),
        ("b-node", "node-index|cluster-index", "the lab serves fewer methods"),
        ("b-node", "node-status|cluster-status|content-vol|content-vol-relative", OtherNode),
        ("b-node", "cluster-resources.*|storage|node-storage|node-storage-content-filter|pool-get2", LaterStorages),
        ("b-node", "dl-ok.*|dl-bad-sum.*|dl-404.*", NoWebServer),
        ("b-node", "content-after|content|content-vztmpl", "the storage's list shows what was uploaded and downloaded"),
        ("c-lxc", "v-rootfs-abs.*", "the lab keeps root file systems in volumes only"),
        ("c-lxc", "v2-template-corrupt.*", "the lab makes guests from its base images only"),
        ("c-lxc", "nf2-dev0-[01]|digest-right|digest-empty|delete-.*|put-description-delete|json-put.*|revert", StaleErrno),
        ("c-lxc", "create-full[.]index|create-full[.]status-index", "the lab serves fewer methods"),
        ("c-lxc", "slow-create[.].*during", "the moment of a creation has a test of its own"),
        ("c-lxc-life", "hot-net-change-bridge-param.*", "the recorded kernel could not limit rates"),
        ("c-lxc-life", "hot-mp-add", "the recorded kernel had no AppArmor; the lab mounts nothing into running containers and says so"),
        ("c-lxc-more", "storage-list-inactive", OtherNode),
        ("c-lxc-more", "snap-after-rollback-start[.]current|snap-list2", SlowRollback),
        ("c-lxc-more", "template-(dir|btr)[.]config", "the recorded node makes templates in the background"),
        ("c-lxc-more", "move-volume[.]config", "the lab does not move volumes"),
        ("d-firewall", "macros", "the lab's macros and their descriptions are its own"),
        ("e-qemu", "nf-ide2-3|cloudinit-regenerate", "the recorded environment's qemu could not write the drive"),
        ("e-qemu", "cloudinit-meta", "the instance's id follows from the random address"),
        ("e-qemu", "agent-index", "the lab serves fewer methods"),
        ("e-qemu", "start-noKVM.*", "the recorded machine had no KVM; the lab needs a disk imported from a base image"),
        ("e-qemu", "after-start[.]current", "the lab has neither ballooning nor displays"),
        (
            "f-tasks",
            "tasks-(default.*|start5|vmid|typefilter|statusfilter-(ok|error|multi)|errors1|source-(all|archive)|limit0)|cluster-tasks",
            History
        ),
        ("f-tasks", "log-start.*|log-limit0|log-download|task-log-raw-colon", Tools),
        ("i-extra", "create-start-fails[.]tasks", History),
        ("i-extra", "error-utf8-reason2", "the recorded text is decoded twice"),
        ("i-start1", "create-start1[.]tasks", History),
        ("m-gaps", "rollback-start[.]tasks", History),
        ("m-gaps", "template[.](config|current)", "the recorded node makes templates in the background"),
        ("b-node", "aplinfo", "the lab offers its base images"),
    ];

    /// <summary>Why a request is not sent, or null.</summary>
    public static string? NotSent(Exchange exchange) => Find(Unsent, exchange);

    /// <summary>Why an answer is not compared, or null.</summary>
    public static string? NotCompared(Exchange exchange) => Find(Uncompared, exchange);

    /// <summary>Entries that no exchange of the recording is meant by.</summary>
    public static IEnumerable<string> Idle(IReadOnlyCollection<Exchange> exchanges) =>
        Unsent
            .Concat(Uncompared)
            .Where(entry => !exchanges.Any(exchange => Find([entry], exchange) is not null))
            .Select(entry => $"{entry.Flow}: {entry.Steps}");

    private static string? Find((string Flow, string Steps, string Reason)[] list, Exchange exchange) =>
        list.FirstOrDefault(entry =>
            entry.Flow == exchange.Flow && Regex.IsMatch(exchange.Step, $"^({entry.Steps})$", RegexOptions.None, TimeSpan.FromSeconds(1))
        ).Reason;
}
