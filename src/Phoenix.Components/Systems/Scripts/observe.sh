# Prints what is there of what the manifest on standard input names; reads only.
# A line of the manifest is a kind, a blank and the rest; a path may hold anything but a line break.
#   package NAME | user NAME | path PATH | file DIGEST KEY PATH | secret PATH | program KEY PATH | unit NAME
# The answer ends with "end"; without it, it was cut off.
set -u
export LC_ALL=C PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
state=/var/lib/phoenix/.system
line_break='
'
manifest=$(cat)

packages() {
    set --
    while IFS= read -r line; do
        case $line in "package "*) set -- "$@" "${line#* }" ;; esac
    done <<END
$manifest
END
    [ $# -eq 0 ] || dpkg-query --show --showformat='package ${db:Status-Abbrev} ${Version} ${Package}\n' -- "$@" 2>/dev/null
}

users() {
    set --
    while IFS= read -r line; do
        case $line in "user "*) set -- "$@" "${line#* }" ;; esac
    done <<END
$manifest
END
    [ $# -eq 0 ] || getent passwd "$@" | sed 's/:.*//; s/^/user /'
}

paths() {
    set --
    while IFS= read -r line; do
        rest=${line#* }
        case $line in
            "path "* | "secret "*) set -- "$@" "$rest" ;;
            "program "*) set -- "$@" "${rest#* }" ;;
            "file "*) rest=${rest#* } && set -- "$@" "${rest#* }" ;;
        esac
    done <<END
$manifest
END
    [ $# -eq 0 ] || stat --printf='path %f %U:%G %s %Y %n\n' -- "$@" 2>/dev/null
}

# A large program's digest is remembered with the inode's times, which no content change leaves as they are.
remembered() {
    stamp=$state/programs/$1
    [ -f "$stamp" ] && [ -f "$2" ] && [ ! -L "$2" ] || return 1
    read -r seen digest <"$stamp" && [ "$seen" = "$(stat -c %s/%.9Y/%.9Z -- "$2")" ] || return 1
    printf 'digest %s %s\n' "$digest" "$2"
}

digests() {
    set --
    while IFS= read -r line; do
        rest=${line#* }
        case $line in
            "secret "*) path=$rest ;;
            "program "*)
                path=${rest#* }
                remembered "${rest%% *}" "$path" && continue
                ;;
            "file "*) rest=${rest#* } && path=${rest#* } ;;
            *) continue ;;
        esac
        if [ -f "$path" ] && [ ! -L "$path" ]; then set -- "$@" "$path"; fi
    done <<END
$manifest
END
    # NUL-terminated output is the form that does not escape names.
    [ $# -eq 0 ] || sha256sum -z -- "$@" 2>/dev/null | tr '\0' '\n' | sed 's/^\([0-9a-f]*\)  /digest \1 /'
}

# The text of files that differ from what is declared, so that the plan can show the lines; and what Phoenix last wrote there.
differing() {
    while IFS= read -r line; do
        case $line in "file "*) ;; *) continue ;; esac
        rest=${line#* } && want=${rest%% *}
        rest=${rest#* } && key=${rest%% *} && path=${rest#* }
        [ -f "$path" ] && [ ! -L "$path" ] || continue
        case $line_break$seen_digests$line_break in *"${line_break}digest $want $path$line_break"*) continue ;; esac
        [ "$(stat -c %s -- "$path")" -gt 65536 ] || printf 'content %s %s\n' "$(base64 -w0 -- "$path")" "$path"
        if [ -f "$state/wrote/$key" ]; then printf 'wrote %s %s\n' "$(cat -- "$state/wrote/$key")" "$path"; fi
    done <<END
$manifest
END
}

owed() {
    for owed in "$state"/owed/*; do
        [ -f "$owed" ] && printf 'owed %s %s\n' "$(cat -- "$owed")" "${owed##*/}"
    done
}

units() {
    set --
    while IFS= read -r line; do
        case $line in "unit "*) set -- "$@" "${line#* }" ;; esac
    done <<END
$manifest
END
    [ $# -eq 0 ] && return
    echo units
    systemctl show --no-pager --property=LoadState --property=ActiveState --property=SubState --property=UnitFileState \
        --property=NeedDaemonReload -- "$@" 2>&1
}

packages
users
paths
seen_digests=$(digests)
printf '%s\n' "$seen_digests"
differing
owed
units
printf '\nend\n'
