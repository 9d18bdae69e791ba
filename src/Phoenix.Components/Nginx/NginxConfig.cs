using System.Collections.Immutable;
using Phoenix.Components.Certificates;
using Phoenix.Topology;

namespace Phoenix.Components.Nginx;

/// <summary>The gateway's whole configuration, rendered from the platform. Names come from typed values alone, so nothing of the user's can end a directive.</summary>
public static class NginxConfig
{
    // Mozilla's intermediate profile (Server Side TLS 5.7): TLS 1.2 with forward secrecy and AEAD, and TLS 1.3.
    private const string Ciphers =
        "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:"
        + "ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305";

    /// <summary>
    /// What a backend may believe of a proxy before it, and this one does not say: never the client's own word. Traefik and
    /// <c>Phoenix.Mesh</c> strip the same of whoever is not trusted. Names with <c>_</c> for <c>-</c> are dropped by nginx as they are.
    /// </summary>
    internal static readonly ImmutableArray<string> Cleared =
    [
        "Forwarded",
        "X-Forwarded-Method",
        "X-Forwarded-Prefix",
        "X-Forwarded-Scheme",
        "X-Forwarded-Server",
        "X-Forwarded-Ssl",
        "X-Forwarded-Tls-Client-Cert",
        "X-Forwarded-Tls-Client-Cert-Info",
        "X-Forwarded-Uri",
        "X-Original-URL",
        "X-Rewrite-URL",
    ];

    /// <summary>The text of <c>/etc/nginx/nginx.conf</c>.</summary>
    public static string Render(Platform platform)
    {
        var servers = GatewayServers.For(platform);
        var names = string.Join(' ', servers.Select(server => server.HostName));
        var upstream = servers[0];
        var gateway = platform.NameOf(platform.Gateway.Name);
        var cleared = string.Join("\n        ", Cleared.Select(header => $"proxy_set_header {header} \"\";"));
        return $$"""
            # Made by Phoenix from phoenix.yaml; a change by hand is shown as drift and put back.
            user www-data;
            worker_processes auto;
            # Old workers of a reload keep a WebSocket no longer than this.
            worker_shutdown_timeout 30s;
            pid /run/nginx.pid;
            error_log /var/log/nginx/error.log warn;

            events {
                worker_connections 8192;
            }

            http {
                include /etc/nginx/mime.types;
                default_type application/octet-stream;
                server_tokens off;
                sendfile on;
                tcp_nopush on;
                # A name of 64 characters, the longest a certificate has, needs more than a cache line.
                server_names_hash_bucket_size 128;
                server_names_hash_max_size 4096;

                log_format phoenix '$remote_addr [$time_iso8601] "$request" $status $body_bytes_sent host=$host sni=$ssl_server_name up=$upstream_addr upstatus=$upstream_status t=$request_time';
                access_log /var/log/nginx/access.log phoenix;

                ssl_certificate {{LeafPaths.Directory}}/{{platform.Gateway.Name}}.crt;
                ssl_certificate_key {{LeafPaths.Directory}}/{{platform.Gateway.Name}}.key;
                ssl_protocols TLSv1.2 TLSv1.3;
                ssl_ciphers {{Ciphers}};
                ssl_prefer_server_ciphers off;
                ssl_session_cache shared:phoenix:10m;
                ssl_session_timeout 1d;
                # Ticket keys would outlive a restart policy that rotates them.
                ssl_session_tickets off;

                map $http_upgrade $connection_upgrade {
                    default upgrade;
                    '' '';
                }

                upstream router {
                    server {{upstream.Upstream}};
                    keepalive 32;
                }

                # Unknown and missing names are refused in the handshake; a known name with a foreign Host is misdirected (RFC 9110, 15.5.20).
                server {
                    listen 443 ssl default_server;
                    http2 on;
                    server_name _;
                    ssl_reject_handshake on;
                    return 421;
                }

                server {
                    listen 80 default_server;
                    server_name _;
                    return 421;
                }

                server {
                    listen 80;
                    server_name {{names}};
                    return 308 https://$host$request_uri;
                }

                server {
                    listen 443 ssl;
                    http2 on;
                    server_name {{names}};

                    # Uploads of any size go through as they come; time is limited between two reads, never as a whole.
                    client_max_body_size 0;
                    client_body_timeout 300s;

                    proxy_http_version 1.1;
                    proxy_buffering off;
                    proxy_request_buffering off;
                    proxy_connect_timeout 5s;
                    proxy_send_timeout 3600s;
                    proxy_read_timeout 3600s;

                    # Overwritten at the edge: a client cannot claim to be another.
                    proxy_set_header Host $host;
                    proxy_set_header X-Real-IP $remote_addr;
                    proxy_set_header X-Forwarded-For $remote_addr;
                    proxy_set_header X-Forwarded-Proto https;
                    proxy_set_header X-Forwarded-Host $host;
                    proxy_set_header X-Forwarded-Port 443;
                    {{cleared}}
                    proxy_set_header Upgrade $http_upgrade;
                    proxy_set_header Connection $connection_upgrade;

                    proxy_ssl_protocols TLSv1.2 TLSv1.3;
                    proxy_ssl_server_name on;
                    proxy_ssl_name {{upstream.UpstreamName}};
                    proxy_ssl_verify on;
                    # Leaf, intermediate, root.
                    proxy_ssl_verify_depth 2;
                    proxy_ssl_trusted_certificate {{LeafPaths.Directory}}/root.crt;

                    location / {
                        proxy_pass https://router;
                    }

                    # What the gateway itself answers, for probes that must not depend on a backend.
                    location = /.well-known/phoenix-gateway {
                        default_type text/plain;
                        return 200 "{{gateway}}\n";
                    }
                }
            }

            """;
    }
}
