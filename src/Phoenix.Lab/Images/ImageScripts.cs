namespace Phoenix.Lab.Images;

/// <summary>The steps of building the images, run by sh in a mount namespace of their own: a killed build leaves no mount behind. Everything that varies comes as an argument or a file.</summary>
internal static class ImageScripts
{
    /// <summary>Arguments: target directory, suite, mirror, archive to write, directory with the files to install, then the packages.</summary>
    public const string System = """
        set -eu
        umask 022
        target=$1 suite=$2 mirror=$3 archive=$4 files=$5
        shift 5
        export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
        debootstrap --variant=minbase --merged-usr "$suite" "$target" "$mirror"
        rm -rf "$target"/var/cache/apt/archives/*.deb "$target"/var/log/bootstrap.log
        install -m 644 "$files/sources.list" "$target/etc/apt/sources.list"
        install -m 644 "$files/99machine" "$target/etc/apt/apt.conf.d/99machine"
        install -m 644 "$files/dpkg" "$target/etc/dpkg/dpkg.cfg.d/phoenix-lab"
        printf 'APT::Update::Post-Invoke {};\nAcquire::Languages "none";\nAcquire::GzipIndexes "false";\n' > "$target/etc/apt/apt.conf.d/98lab"
        tar -C "$target" --numeric-owner --exclude=./dev/* --exclude=./proc/* --exclude=./sys/* -c . | zstd -q -3 -T0 -o "$archive"
        mount -t proc proc "$target/proc"
        mount -t sysfs -o ro sysfs "$target/sys"
        cp --remove-destination /etc/resolv.conf "$target/etc/resolv.conf"
        printf '#!/bin/sh\nexit 101\n' > "$target/usr/sbin/policy-rc.d"
        chmod 755 "$target/usr/sbin/policy-rc.d"
        chroot "$target" apt-get -q update
        chroot "$target" apt-get -q -y --no-install-recommends install "$@"
        if [ -d /usr/local/share/ca-certificates ]; then
            cp -a /usr/local/share/ca-certificates "$target/usr/local/share/"
            chroot "$target" update-ca-certificates
        fi
        chroot "$target" apt-get clean
        echo 'debconf debconf/frontend select Noninteractive' | chroot "$target" debconf-set-selections
        while read -r unit; do ln -sf /dev/null "$target/etc/systemd/system/$unit"; done < "$files/masked"
        ln -sf /usr/lib/systemd/system/multi-user.target "$target/etc/systemd/system/default.target"
        rm -f "$target/usr/sbin/policy-rc.d" "$target/etc/resolv.conf" "$target/etc/hostname" "$target/etc/machine-id" "$target/var/lib/dbus/machine-id"
        : > "$target/etc/machine-id"
        umount "$target/proc" "$target/sys"
        touch "$target/etc/.updated" "$target/var/.updated"
        """;

    /// <summary>Arguments: work directory, base directory, directory with the files to install, then the packages. Leaves the layer in <c>work/upper</c>.</summary>
    public const string Cloud = """
        set -eu
        umask 022
        work=$1 base=$2 files=$3
        shift 3
        export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
        mkdir -p "$work/upper" "$work/work" "$work/root"
        mount -t overlay overlay -o "lowerdir=$base,upperdir=$work/upper,workdir=$work/work" "$work/root"
        target=$work/root
        mount -t proc proc "$target/proc"
        mount -t sysfs -o ro sysfs "$target/sys"
        cp --remove-destination /etc/resolv.conf "$target/etc/resolv.conf"
        printf '#!/bin/sh\nexit 101\n' > "$target/usr/sbin/policy-rc.d"
        chmod 755 "$target/usr/sbin/policy-rc.d"
        chroot "$target" apt-get -q -y --no-install-recommends install "$@"
        chroot "$target" apt-get clean
        install -m 644 "$files/cloud" "$target/etc/cloud/cloud.cfg.d/99_lab.cfg"
        chroot "$target" systemctl enable systemd-networkd.service
        ln -sf /dev/null "$target/etc/systemd/system/systemd-networkd-wait-online.service"
        rm -f "$target/usr/sbin/policy-rc.d" "$target/etc/resolv.conf"
        umount "$target/proc" "$target/sys"
        touch "$target/etc/.updated" "$target/var/.updated"
        umount "$target"
        """;
}
