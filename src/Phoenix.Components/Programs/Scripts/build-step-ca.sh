# Builds step-ca from Debian's packages alone. Debian ships the CA as a Go library; the main program is the few lines below.
set -eu
export LC_ALL=C DEBIAN_FRONTEND=noninteractive
apt-get -q update
apt-get -q -y --no-install-recommends -o Dpkg::Use-Pty=0 install golang-go golang-github-smallstep-certificates-dev
version=$(dpkg-query --show --showformat='${source:Upstream-Version}' golang-github-smallstep-certificates-dev)

mkdir -p /phoenix-build/main
cat >/phoenix-build/main/main.go <<'END'
package main

import (
	"fmt"
	"os"

	"github.com/smallstep/certificates/authority"
	"github.com/smallstep/certificates/commands"
	"github.com/urfave/cli"
	"go.step.sm/cli-utils/step"

	_ "github.com/smallstep/certificates/cas/softcas"
	_ "go.step.sm/crypto/kms/softkms"
)

var version string

func main() {
	step.Set("Smallstep CA", version, "")
	authority.GlobalVersion.Version = version
	app := cli.NewApp()
	app.Name, app.Version = "step-ca", version
	app.Commands = []cli.Command{commands.AppCommand}
	// As the official program is called: step-ca CONFIG FLAGS; the start command takes flags behind the path.
	if err := app.Run(append([]string{os.Args[0], "start"}, os.Args[1:]...)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
END

cd /phoenix-build/main
GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE=/phoenix-build/cache GOFLAGS= CGO_ENABLED=0 \
    go build -trimpath -ldflags "-s -w -X main.version=$version" -o /phoenix-build/step-ca main.go
printf '%s' "$version" >/phoenix-build/version
