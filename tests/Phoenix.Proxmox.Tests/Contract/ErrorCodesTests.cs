using System.Net;
using System.Text;
using Phoenix.Proxmox.Transport;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Tests.Contract;

/// <summary>What a node says, and the code it stands for. The texts are those of real nodes.</summary>
public sealed class ErrorCodesTests
{
    [Theory]
    [InlineData("GET", 401, "permission denied - invalid PVE ticket", "", "PHX2001")]
    [InlineData("GET", 401, "no such token 'nix' for user 'root@pam'", "", "PHX2001")]
    [InlineData("GET", 403, "Permission check failed (pool 'nix' does not exist)", "", "PHX2002")]
    [InlineData("GET", 500, "Configuration file 'nodes/pve1/lxc/999.conf' does not exist", "", "PHX2003")]
    [InlineData("GET", 500, "no such user ('nix@pve')", "", "PHX2003")]
    [InlineData(
        "GET",
        500,
        "hostname lookup 'nix' failed - failed to get address info for: nix: Temporary failure in name resolution",
        "",
        "PHX2008"
    )]
    [InlineData("POST", 500, "unable to open file '/var/lib/pve-manager/jobs/x.json.tmp.157' - No such file or directory", "", "PHX2014")]
    [InlineData("GET", 500, "no rule at position 77", "", "PHX2003")]
    [InlineData("GET", 400, "Parameter verification failed.", """{"storage":"No such storage."}""", "PHX2003")]
    [InlineData("GET", 400, "Parameter verification failed.", """{"upid":"no such task"}""", "PHX2003")]
    [InlineData("POST", 500, "CT 101 already exists on node 'pve1'", "", "PHX2004")]
    [InlineData(
        "POST",
        500,
        "unable to create CT 110 - close (rename) atomic file '/etc/pve/nodes/pve-a/lxc/110.conf' failed: File exists",
        "",
        "PHX2004"
    )]
    [InlineData("GET", 400, "Parameter verification failed.", """{"vmid":"VM 101 already exists"}""", "PHX2004")]
    [InlineData("POST", 400, "Parameter verification failed.", """{"tokenid":"Token already exists."}""", "PHX2004")]
    [InlineData("PUT", 500, "can't lock file '/run/lock/lxc/pve-config-111.lock' - got timeout", "", "PHX2005")]
    [InlineData("PUT", 500, "CT is locked (backup)", "", "PHX2005")]
    [InlineData("PUT", 500, "detected modified configuration - file changed by other user? Try again.", "", "PHX2006")]
    [InlineData("PUT", 500, "checksum mismatch (file change by other user?)", "", "PHX2006")]
    [InlineData(
        "POST",
        400,
        "Parameter verification failed.",
        """{"net0":"invalid format - format error\nnet0.tag: value must have a maximum value of 4094\n"}""",
        "PHX2007"
    )]
    [InlineData("PUT", 400, "Parameter verification failed.", """{"source":"no such alias 'x'"}""", "PHX2007")]
    [InlineData("GET", 500, "RPCEnvironment init request failed: Unable to load access control list: Connection refused", "", "PHX2008")]
    [InlineData("GET", 595, "Connection timed out", "", "PHX2008")]
    [InlineData("GET", 596, "Connection reset by peer", "", "PHX2008")]
    [InlineData("PUT", 595, "Connection refused", "", "PHX2008")]
    [InlineData("POST", 595, "No route to host", "", "PHX2008")]
    [InlineData("PUT", 595, "Connection timed out", "", "PHX2011")]
    [InlineData("POST", 596, "Connection timed out", "", "PHX2011")]
    [InlineData("POST", 500, "cluster not ready - no quorum?", "", "PHX2013")]
    [InlineData("POST", 500, "create pool failed: cfs-lock 'file-user_cfg' error: no quorum!", "", "PHX2013")]
    [InlineData("PUT", 500, "unable to open file '/etc/pve/nodes/pve-a/lxc/100.conf.tmp.157' - Permission denied", "", "PHX2013")]
    [InlineData("POST", 500, "unable to shrink disk size", "", "PHX2014")]
    [InlineData("GET", 501, "Method 'GET /nix' not implemented", "", "PHX2016")]
    [InlineData("POST", 500, "CT 101 not running", "", "PHX2018")]
    [InlineData("POST", 500, "VM 200 is not running", "", "PHX2018")]
    [InlineData("POST", 500, "CT 101 already running", "", "PHX2019")]
    [InlineData("DELETE", 500, "unable to destroy CT 101 - container is running", "", "PHX2019")]
    [InlineData("POST", 500, "QEMU guest agent is not running", "", "PHX2020")]
    [InlineData("POST", 500, "VM 200 qga command 'guest-ping' failed - got timeout", "", "PHX2020")]
    [InlineData("POST", 500, "VM 200 qga command 'guest-exec' failed - unable to connect to VM 200 qga socket - timeout", "", "PHX2020")]
    [InlineData("GET", 500, "VM 200 qga command 'guest-exec-status' failed - got timeout", "", "PHX2020")]
    [InlineData("GET", 500, "VM 200 qga command 'guest-exec-status' failed - client closed connection", "", "PHX2020")]
    [InlineData("POST", 500, "VM 200 qga command 'guest-exec' failed - got timeout", "", "PHX2011")]
    [InlineData("POST", 500, "VM 200 qga command 'guest-exec' failed - client closed connection", "", "PHX2011")]
    [InlineData("POST", 500, "No QEMU guest agent configured", "", "PHX2021")]
    public void Refusal_has_the_code_that_its_text_stands_for(string method, int status, string message, string errors, string code)
    {
        var body = status is 401 or 595 or 596
            ? ""
            : $$"""{"message":"{{message}}\n","data":null{{(errors.Length > 0 ? $",\"errors\":{errors}" : "")}}}""";

        var error = RemoteError.From(
            new ApiRequest(new HttpMethod(method), "/x"),
            (HttpStatusCode)status,
            message,
            Encoding.UTF8.GetBytes(body)
        );

        error.Code.Code.ShouldBe(code);
        error.Remote.ShouldNotBeNull().ShouldStartWith(message);
    }

    [Fact]
    public void Every_failing_parameter_is_in_the_nodes_words()
    {
        var body = """{"errors":{"vmid":"too small","net0":"bad\n"},"message":"Parameter verification failed.\n","data":null}"""u8;

        var error = RemoteError.From(
            ApiRequest.Post($"/nodes/{"pve"}/lxc"),
            HttpStatusCode.BadRequest,
            "Parameter verification failed.",
            body
        );

        error.Remote.ShouldBe("Parameter verification failed.\nnet0: bad\nvmid: too small");
    }

    [Fact]
    public void Body_that_is_no_json_is_kept()
    {
        var error = RemoteError.From(
            ApiRequest.Get($"/x"),
            HttpStatusCode.InternalServerError,
            "proxy loop detected",
            "proxy loop detected: a to b"u8
        );

        error.Remote.ShouldBe("proxy loop detected: a to b");
    }

    [Fact]
    public void Reason_phrase_of_utf8_is_read_as_such()
    {
        var phrase = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes("no such user ('jürgen@pve')"));

        RemoteError.From(ApiRequest.Get($"/x"), HttpStatusCode.Unauthorized, phrase, []).Remote.ShouldBe("no such user ('jürgen@pve')");
    }

    [Fact]
    public void Codes_are_unique_and_explained()
    {
        ProxmoxErrors.All.Select(code => code.Code).ShouldBeUnique();
        ProxmoxErrors.All.ShouldAllBe(code => code.Code.StartsWith("PHX20") && code.Meaning.Length > 10 && code.Remedy.Length > 5);
    }
}
