# A page over HTTP/1.1 with perl-base alone. `--check` asks the running server for its health and ends 0 or 1.
use strict;
use warnings;
use IO::Socket::INET;

use constant PORT => $ENV{PORT} // 8080;
use constant SECONDS => 10;      # for a whole request
use constant LONGEST => 16_384;  # bytes of a request's head

exit check() if @ARGV && $ARGV[0] eq '--check';

my $greeting = $ENV{GREETING} // 'hello';
my $has_token = length($ENV{HELLO_TOKEN} // '') > 0;

# As PID 1 of a container nothing is handled unless it says so. Children are reaped by the kernel.
$SIG{TERM} = $SIG{INT} = sub { exit 0 };
$SIG{CHLD} = 'IGNORE';
$SIG{PIPE} = 'IGNORE';
$| = 1;

my $server = IO::Socket::INET->new(LocalAddr => '0.0.0.0', LocalPort => PORT, Listen => 128, ReuseAddr => 1)
    or die "cannot listen on port ${\ PORT}: $@\n";
print "listening on port ${\ PORT}, ", ($has_token ? 'with' : 'without'), " a token\n";

while (1) {
    my $client = $server->accept or next;
    my $child = fork;
    if (!defined $child) {
        print "cannot fork: $!\n";
    }
    elsif ($child == 0) {
        close $server;
        $SIG{ALRM} = sub { exit 0 };
        alarm SECONDS;
        answer($client);
        exit 0;
    }
    close $client;
}

sub answer {
    my ($client) = @_;
    my $head = '';
    while ($head !~ /\r?\n\r?\n/) {
        sysread($client, $head, 4096, length $head) or return;
        return respond($client, 'GET', '431 Request Header Fields Too Large', 'text/plain', "too much\n") if length $head > LONGEST;
    }

    my ($method, $path) = $head =~ m{\A([A-Z]+) (/[^ ?]*)(?:\?[^ ]*)? HTTP/1\.[01]\r?\n};
    return respond($client, 'GET', '400 Bad Request', 'text/plain', "not HTTP\n") unless defined $method;
    return respond($client, $method, '405 Method Not Allowed', 'text/plain', "GET or HEAD\n", "Allow: GET, HEAD\r\n")
        unless $method eq 'GET' || $method eq 'HEAD';
    return respond($client, $method, '200 OK', 'text/plain', "ok\n") if $path eq '/healthz';
    return respond($client, $method, '404 Not Found', 'text/plain', "not here\n") unless $path eq '/';
    return respond($client, $method, '200 OK', 'text/html', page($head));
}

sub page {
    my ($head) = @_;
    my %sent = map { lc($_->[0]) => $_->[1] } map { [/\A([^:\s]+):\s*(.*?)\s*\z/] } grep { /\A[^:\s]+:/ } split /\r?\n/, $head;
    my $rows = join '', map { '<tr><th>' . escape($_) . '</th><td>' . escape($sent{lc $_} // '-') . "</td></tr>\n" }
        ('Host', 'X-Forwarded-For', 'X-Forwarded-Proto', 'X-Forwarded-Host');
    my $token = $has_token ? 'A token was delivered.' : 'No token was delivered.';
    my $shown = escape($greeting);
    return <<"PAGE";
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>$shown</title></head>
<body>
<h1>$shown</h1>
<p>This page came through the gateway and the router to a container of the stack <b>hello</b>. $token</p>
<table>
$rows</table>
</body>
</html>
PAGE
}

sub respond {
    my ($client, $method, $status, $type, $body, $more) = @_;
    my $answer = "HTTP/1.1 $status\r\nContent-Type: $type; charset=utf-8\r\nContent-Length: " . length($body)
        . "\r\nCache-Control: no-store\r\nConnection: close\r\n" . ($more // '') . "\r\n" . ($method eq 'HEAD' ? '' : $body);
    while (length $answer) {
        my $sent = syswrite($client, $answer) or return;
        substr($answer, 0, $sent, '');
    }

    # Closing while unread bytes wait would reset the connection and could take the answer with it.
    shutdown($client, 1);
    1 while sysread($client, my $rest, 4096);
}

sub escape {
    my ($text) = @_;
    my %entity = ('&' => '&amp;', '<' => '&lt;', '>' => '&gt;', '"' => '&quot;', "'" => '&#39;');
    $text =~ s/([&<>"'])/$entity{$1}/g;
    return $text;
}

sub check {
    my $socket = IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => PORT, Timeout => 2) or return 1;
    print $socket "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    my $line = <$socket> // '';
    return $line =~ m{\AHTTP/1\.1 200 } ? 0 : 1;
}
