using System.Collections.Immutable;
using System.Text;

namespace Phoenix.Topology.Tests.Reading;

/// <summary>A table of broken files: for each thing that can be wrong, the seed with that thing wrong.</summary>
public static class BrokenFiles
{
    private const string Nginx = "nginx:     { id: 101,  kind: lxc, address: 10.0.0.153, runs: nginx }";
    private const string Drphoenix = "drphoenix: { id: 1002, kind: vm,  address: 10.0.0.102, runs: docker-host }";
    private const string HelloRoute = "- { host: hello, service: web, port: 8080, health: /healthz }";
    private const string PortainerRoute = "- { host: portainer, to: portainer, port: 9443, tls: true }";
    private const string Lab = "hypervisor: { endpoint: lab, node: pve }";

    public static ImmutableArray<BrokenFile> All =>
        [.. Yaml(), .. Keys(), .. Guests(), .. Network(), .. Hypervisor(), .. Stacks(), .. Composes(), .. Routes(), .. Allow()];

    private static IEnumerable<BrokenFile> Yaml() =>
        [
            Text("a quote that never ends", "platform: \"home\ndomain: x\n"),
            Text("a bracket that never ends", "platform: home\nguests: { nginx: { id: 101 }\n"),
            Text("a tab for indentation", "platform: home\nnetwork:\n\tbridge: vmbr0\n"),
            Text("a tab behind a block of text with a tab", "text: |\n  a\n  \tb\nnetwork:\n\tbridge: vmbr0\n"),
            Text("a tab in a block of text and something else wrong", "text: |\n  \ta\nnetwork: [\n"),
            Text("an anchor on a single value between braces", "guests: { nginx: { id: &id 101, kind: lxc } }\n"),
            Text("an escape that is no character", "platform: \"\\UFFFFFFFF\"\n"),
            Text("wide characters before the mark", "\"网关\": x\nplatform: home\n"),
            Text("nothing", ""),
            Text("comments alone", "# nothing yet\n"),
            Text("two documents", "platform: home\n---\nplatform: away\n"),
            Text("a list", "- platform: home\n"),
            Text("a tag", "platform: !!binary aG9tZQ==\n"),
            Text("an alias without an anchor", "platform: *home\n"),
            Text("an anchor within itself", "guests: &all { nginx: *all }\n"),
            Text("a bomb", Bomb()),
            Text("brackets without end", "guests: " + new string('[', 100_000)),
            Text("a file without end", "# " + new string('x', 300_000)),
            Text("values without end", "guests: [" + string.Concat(Enumerable.Repeat("a,", 30_000)) + "]"),
            Text("a control character", "platform: home\ndomain: \u001b[31mred\n"),
            Text("a line that an editor does not show", "platform: home # \u2028domain: hidden\n"),
            new BrokenFile("bytes that are not UTF-8", "yaml") { Whole = [.. Encoding.ASCII.GetBytes("platform: caf"), 0xE9, (byte)'\n'] },
            new BrokenFile("UTF-16", "yaml") { Whole = [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("platform: home\n")] },
        ];

    private static IEnumerable<BrokenFile> Keys() =>
        [
            Edit(
                "keys",
                "an unknown key, nearly right",
                ("portainer: { id: 1001, kind: vm,  address:", "portainer: { id: 1001, kind: vm,  adress:")
            ),
            Edit("keys", "an unknown key, far from all", (Lab, "hypervisor: { endpoint: lab, colour: blue }")),
            Edit("keys", "a key twice", ("bridge: vmbr0", "bridge: vmbr0\n  bridge: vmbr1")),
            Edit(
                "keys",
                "a guest twice",
                (Drphoenix, Drphoenix + "\n  nginx:     { id: 104, kind: lxc, address: 10.0.0.9, runs: docker-host }")
            ),
            Edit("keys", "a missing key", ("address: 10.0.0.153, ", "")),
            Edit("keys", "a missing key of the file", ("domain: phoenix.internal", "")),
            Edit("keys", "a list for a word", ("platform: home", "platform: [home]")),
            Edit("keys", "a word for a list", ("forward: [9.9.9.9, 1.1.1.1]", "forward: 9.9.9.9")),
            Edit("keys", "a word for a number", ("id: 101,", "id: nginx,")),
            Edit("keys", "a number in quotes", ("id: 101,", "id: \"101\",")),
            Edit("keys", "a number with a leading zero", ("port: 8080", "port: 08080")),
            Edit("keys", "yes for true", ("tls: true", "tls: yes")),
            Edit("keys", "no guests", ("guests:\n", "gests:\n")),
            Edit("keys", "guests that are a word", ("guests:\n", "guests: none\nothers:\n")),
            Edit("keys", "no routes", ("routes:\n  - { host: portainer, to: portainer, port: 9443, tls: true }", "routes:")),
            Edit("keys", "no value", ("domain: phoenix.internal", "domain:")),
            Edit("keys", "a list as a key", ("platform: home", "? [a, b]\n: home\nplatform: home")),
            Edit(
                "keys",
                "three things at once",
                ("id: 101,", "id: 99,"),
                ("kind: vm,  address: 10.0.0.111", "kind: kvm, address: 10.0.0.300"),
                ("on: drphoenix", "on: drphenix")
            ),
        ];

    private static IEnumerable<BrokenFile> Guests() =>
        [
            Edit("guests", "the same id", ("id: 102,", "id: 101,")),
            Edit("guests", "the same address", ("10.0.0.12,", "10.0.0.10,")),
            Edit("guests", "the last id twice", ("id: 102,", "id: 999999999,"), ("id: 101,", "id: 999999999,")),
            Edit("guests", "a platform's name with a digit first", ("platform: home", "platform: 7th")),
            Edit("guests", "a platform's name that is too long", ("platform: home", "platform: abcdefghijklmnopqrstuvwxyzabcdefg")),
            Edit("guests", "a platform's name that is reserved", ("platform: home", "platform: labs")),
            Edit("guests", "a guest's name that is reserved", ("  drphoenix: {", "  cluster: {"), ("on: drphoenix", "on: cluster")),
            Edit("guests", "an id that is too small", ("id: 101,", "id: 99,")),
            Edit("guests", "an id that is too large", ("id: 101,", "id: 1000000000,")),
            Edit("guests", "an id that no number holds", ("id: 101,", "id: 99999999999999999999,")),
            Edit("guests", "a name with an underscore", ("  drphoenix: {", "  dr_Phoenix: {"), ("on: drphoenix", "on: dr-phoenix")),
            Edit("guests", "a name that carries a command", ("  traefik:  ", "  \"traefik; rm -rf /\":")),
            Edit("guests", "a name with a line break", ("platform: home", "platform: \"home\\nx\"")),
            Edit("guests", "a domain with a dot at the end", ("phoenix.internal", "Phoenix.internal.")),
            Edit(
                "guests",
                "a name too long for a certificate",
                ("phoenix.internal", "a-domain-that-is-long-enough-to-be-a-trouble.phoenix.internal")
            ),
            Edit("guests", "a guest named as the node", ("  drphoenix: {", "  pve: {"), ("on: drphoenix", "on: pve")),
            Edit("guests", "a role that nobody holds", (Nginx, "")),
            Edit(
                "guests",
                "a role that two hold",
                (Drphoenix, Drphoenix + "\n  door: { id: 105, kind: lxc, address: 10.0.0.9, runs: nginx }")
            ),
            Edit("guests", "a kind that is none", ("kind: vm,  address: 10.0.0.102", "kind: wm,  address: 10.0.0.102")),
            Edit("guests", "a role that is none", ("runs: docker-host", "runs: docker")),
            Edit("guests", "a size that is none", (Nginx, Nginx.Replace(" }", ", memory: 512MB }", StringComparison.Ordinal))),
            Edit("guests", "a size that is too small", (Nginx, Nginx.Replace(" }", ", memory: 16M, disk: 1G }", StringComparison.Ordinal))),
            Edit("guests", "Docker in a container", ("kind: vm,  address: 10.0.0.102", "kind: lxc, address: 10.0.0.102")),
        ];

    private static IEnumerable<BrokenFile> Network() =>
        [
            Edit("network", "an address that is none", ("10.0.0.153", "10.0.0.256")),
            Edit("network", "an address with a leading zero", ("10.0.0.153", "10.0.0.053")),
            Edit("network", "an address outside", ("10.0.0.153", "10.0.1.153")),
            Edit("network", "the network's own address", ("10.0.0.153", "10.0.0.0")),
            Edit("network", "the broadcast address", ("10.0.0.153", "10.0.0.255")),
            Edit("network", "the host's address", ("10.0.0.153", "10.0.0.13")),
            Edit("network", "the gateway's address", ("10.0.0.153", "10.0.0.1")),
            Edit("network", "a host outside", ("host: 10.0.0.13", "host: 10.1.0.13")),
            Edit("network", "a subnet that is none", ("10.0.0.0/24", "10.0.0.0")),
            Edit("network", "host bits", ("10.0.0.0/24", "10.0.0.13/24")),
            Edit("network", "a subnet that is too small", ("10.0.0.0/24", "10.0.0.0/31")),
            Edit("network", "a subnet that is link-local", ("10.0.0.0/24", "169.254.0.0/24")),
            Edit("network", "the host among the resolvers", ("[9.9.9.9, 1.1.1.1]", "[10.0.0.13]")),
            Edit(
                "network",
                "resolvers that are no hosts",
                ("[9.9.9.9, 1.1.1.1]", "[0.0.0.0, 10.0.0.255, 255.255.255.255, 9.9.9.9, 9.9.9.9]")
            ),
            Edit("network", "a bridge that is none", ("bridge: vmbr0", "bridge: vm br0")),
        ];

    private static IEnumerable<BrokenFile> Hypervisor() =>
        [
            Edit("hypervisor", "plain http", (Lab, "hypervisor: { endpoint: \"http://pve.example:8006\", token: { secret: t } }")),
            Edit(
                "hypervisor",
                "a path in the endpoint",
                (Lab, "hypervisor: { endpoint: \"https://pve.example:8006/api2\", token: { secret: t } }")
            ),
            Edit("hypervisor", "no token", (Lab, "hypervisor: { endpoint: \"https://pve.example:8006\" }")),
            Edit(
                "hypervisor",
                "a token in the file",
                (Lab, "hypervisor: { endpoint: \"https://pve.example:8006\", token: { secret: root@pam!x=1 } }")
            ),
            Edit("hypervisor", "a token for the lab", (Lab, "hypervisor: { endpoint: lab, token: { secret: t } }")),
            Edit(
                "hypervisor",
                "a fingerprint that is none",
                (Lab, "hypervisor: { endpoint: \"https://pve.example:8006\", token: { secret: t }, fingerprint: \"AA:BB\" }")
            ),
            Edit(
                "hypervisor",
                "an SSH option for a destination",
                (Lab, "hypervisor: { endpoint: \"https://pve.example:8006\", token: { secret: t }, ssh: -oProxyCommand=id }")
            ),
            Edit("hypervisor", "a node that is none", (Lab, "hypervisor: { endpoint: lab, node: ../pve }")),
            Edit("hypervisor", "a storage that is none", (Lab, "hypervisor: { endpoint: lab, disks: \"a b\" }")),
        ];

    private static IEnumerable<BrokenFile> Stacks() =>
        [
            Edit("stacks", "a name that is none", ("  hello:\n", "  Hello World:\n")),
            Edit("stacks", "a guest that is not there", ("on: drphoenix", "on: drphenix")),
            Edit("stacks", "a guest without Docker", ("on: drphoenix", "on: nginx")),
            Edit("stacks", "a compose file that is not there", ("stacks/hello/compose.yaml", "stacks/hello/compse.yaml")),
            Edit("stacks", "a path that leads outside", ("stacks/hello/compose.yaml", "../compose.yaml")),
            Edit("stacks", "an absolute path", ("stacks/hello/compose.yaml", "/etc/passwd")),
            new BrokenFile("a compose file behind a link", "stacks") { Refused = "stacks/hello/compose.yaml" },
            new BrokenFile("a Dockerfile that is not there", "stacks") { Without = ["stacks/hello/Dockerfile"] },
            Edit("stacks", "a variable that is none", ("GREETING: hello", "MY-GREETING: hello")),
            Edit("stacks", "a value of two lines", ("GREETING: hello", "GREETING: \"hello\\nPATH=/\"")),
            Edit("stacks", "a value of null", ("GREETING: hello", "GREETING:")),
            Edit("stacks", "a variable that is also a secret", ("secrets: [HELLO_TOKEN]", "secrets: [HELLO_TOKEN, GREETING]")),
        ];

    private static IEnumerable<BrokenFile> Composes() =>
        [
            Compose("not YAML", "services:\n  web: [\n"),
            Compose("no services", "volumes: {}\n"),
            Compose("a service without anything", "services:\n  web:\n"),
            Compose(
                "a circle",
                "services:\n  web: { image: a, depends_on: [db], ports: [\"8080:80\"] }\n  db: { image: b, depends_on: { web: { condition: service_started } } }\n"
            ),
            Compose(
                "a dependency that is not there",
                "services:\n  web: { image: a, depends_on: [databse], ports: [\"8080:80\"] }\n  database: { image: b }\n"
            ),
            Compose("a context outside", "services:\n  web: { build: ../../.., ports: [\"8080:80\"] }\n"),
            Compose(
                "a context on the net",
                "services:\n  web: { build: { context: \"https://example.org/x.git\" }, ports: [\"8080:80\"] }\n"
            ),
            Compose("a port that is none", "services:\n  web: { image: a, ports: [\"8080:http\"] }\n"),
            Compose(
                "a port twice",
                "services:\n  web: { image: a, ports: [\"8080:80\"] }\n  api:\n    image: a\n    ports:\n      - { target: 80, published: \"8000-8090\" }\n"
            ),
            Compose("the agent's port", "services:\n  web: { image: a, ports: [\"8080:80\", \"9001:9001\"] }\n"),
            Compose(
                "second files",
                "include: [other.yaml]\nservices:\n  web:\n    image: a\n    ports: [\"8080:80\"]\n    env_file: .env\n    extends: { file: a.yaml, service: b }\n"
            ),
            Compose("no image", "services:\n  web: { ports: [\"8080:80\"] }\n"),
            Compose("an image that Docker cannot name", "services:\n  web_: { build: . }\n  web: { image: a, ports: [\"8080:80\"] }\n"),
            new BrokenFile("two images of one name", "compose")
            {
                Edits = [("stacks:\n", "stacks:\n  hello-web: { on: drphoenix, compose: stacks/web.yaml }\n")],
                Compose = "services:\n  web: { image: a, ports: [\"8080:80\"] }\n  web-api: { build: . }\n",
                Further = ("stacks/web.yaml", "services:\n  api: { build: ./hello }\n"),
            },
            Compose("a relative mount", "services:\n  web: { image: a, ports: [\"8080:80\"], volumes: [\"./data:/data\"] }\n"),
            Compose(
                "variables that nobody sets",
                "services:\n  web:\n    image: a:${TAG}\n    ports: [\"8080:80\"]\n    environment: { A: \"$GREETNG ${GREETING}\", B: \"${HELLO_TOKEN:?}\", C: \"${X:-}\", D: $$D }\nsecrets:\n  key: { environment: KEY }\n"
            ),
            Compose("a bomb", Bomb()),
        ];

    private static IEnumerable<BrokenFile> Routes() =>
        [
            Edit("routes", "the same host name", (PortainerRoute, PortainerRoute + "\n  - { host: hello, to: portainer, port: 9443 }")),
            Edit(
                "routes",
                "the name of another guest",
                (HelloRoute, HelloRoute.Replace("host: hello", "host: nginx", StringComparison.Ordinal))
            ),
            Edit("routes", "the name of the node", (HelloRoute, HelloRoute.Replace("host: hello", "host: pve", StringComparison.Ordinal))),
            Edit("routes", "a guest that is not there", ("to: portainer,", "to: portaner,")),
            Edit("routes", "a circle", ("to: portainer,", "to: traefik,"), ("- { host: portainer,", "- { host: circle,")),
            Edit("routes", "a service that is not there", ("service: web", "service: wed")),
            Edit("routes", "a port that is not published", ("port: 8080", "port: 80")),
            Compose("a port on the loopback alone", "services:\n  web: { image: a, ports: [\"127.0.0.1:8080:80\"] }\n") with
            {
                Group = "routes",
            },
            Edit("routes", "the control plane's port, nearly", ("port: 9443", "port: 9433")),
            Edit("routes", "the CA's port, nearly", (PortainerRoute, "- { host: ca, to: step-ca, port: 8443, tls: true }")),
            Edit("routes", "the agent's port", (PortainerRoute, "- { host: agent, to: drphoenix, port: 9001 }")),
            Edit(
                "routes",
                "a port of an application host that nothing publishes",
                (PortainerRoute, "- { host: db, to: drphoenix, port: 80 }")
            ),
            Edit("routes", "a health path that is cut short", ("health: /healthz", "health: \"/%zz\"")),
            Edit("routes", "TLS to a service of a stack", ("port: 8080, health", "port: 8080, tls: true, health")),
            Edit(
                "routes",
                "TLS to a Docker host",
                (PortainerRoute, PortainerRoute + "\n  - { host: other, to: drphoenix, port: 8443, tls: true }")
            ),
            Edit("routes", "a port that is none", ("port: 9443", "port: 94430")),
            Edit("routes", "a health path that carries more", ("health: /healthz", "health: \"/healthz' }}\"")),
            Edit(
                "routes",
                "a host name with a dot",
                (HelloRoute, HelloRoute.Replace("host: hello", "host: hello.x", StringComparison.Ordinal))
            ),
        ];

    private static IEnumerable<BrokenFile> Allow() =>
        [
            Rule("a network with host bits", "{ from: 192.168.1.7/24, to: drphoenix, port: 5432, why: database }"),
            Rule("a guest that is not there", "{ from: 192.168.1.0/24, to: nobody, port: 5432, why: database }"),
            Rule("no reason", "{ from: 192.168.1.0/24, to: drphoenix, port: 5432 }"),
            Rule("a reason of two lines", "{ from: 192.168.1.0/24, to: drphoenix, port: 5432, why: \"a\\nb\" }"),
            Rule("a reason that turns the text", "{ from: 192.168.1.0/24, to: drphoenix, port: 5432, why: \"a \\u202E b\" }"),
            Rule(
                "the same traffic twice",
                "{ from: 192.168.1.7, to: drphoenix, port: 5432, why: database }\n  - { from: 192.168.1.7/32, to: drphoenix, port: 5432, protocol: tcp, why: database }"
            ),
        ];

    private static string Bomb()
    {
        var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var level = 1; level < 10; level++)
        {
            text.Append($"a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 10))}]\n");
        }

        return text.ToString();
    }

    private static BrokenFile Text(string name, string text) => new(name, "yaml") { Whole = Encoding.UTF8.GetBytes(text) };

    private static BrokenFile Edit(string group, string name, params ReadOnlySpan<(string, string)> edits) =>
        new(name, group) { Edits = [.. edits] };

    private static BrokenFile Compose(string name, string compose) => new(name, "compose") { Compose = compose };

    private static BrokenFile Rule(string name, string rule) => new(name, "allow") { Edits = [("# allow:", $"allow:\n  - {rule}\n#")] };
}
