namespace Phoenix.Cli.Tests;

/// <summary>The parts of the reference that no command holds: exit codes, variables, the JSON contract.</summary>
internal static class CliContract
{
    public const string Markdown = """
        ## Exit codes

        | Code | Meaning |
        |---|---|
        | 0 | done |
        | 1 | failed |
        | 2 | there is something to change (`plan --detailed-exitcode`) |
        | 3 | `phoenix.yaml` has errors |
        | 4 | some of it was applied and some failed; `phoenix up` goes on from there |
        | 64 | the command line is wrong, or a question has nobody to answer it |
        | 130, 143 | stopped by Ctrl-C, by SIGTERM |

        `phoenix guest exec` and `phoenix lab shell` end with the exit code of the command they ran.

        ## Stopping a run

        The first Ctrl-C (or SIGTERM) lets running steps finish and begins nothing new. The second ends running steps where they are, the third ends Phoenix on the spot.
        All of them leave a state from which the next `phoenix up` goes on.

        ## Agreement

        `up` shows the plan and asks. `--yes` agrees beforehand. Without a terminal `up` needs `--yes`, but for a plan on the lab that loses nothing.
        `down` asks for the platform's name, or takes `--yes`.

        ## Environment

        | Variable | Meaning |
        |---|---|
        | `PHOENIX_FILE` | the platform file; `--file` wins |
        | `PHOENIX_STATE` | where Phoenix keeps its own state, instead of `/var/lib/phoenix` |
        | `PHOENIX_BUNDLE` | the directory of the offline bundle: programs, and images of stacks in `images/` |
        | `PHOENIX_CACHE` | where Phoenix keeps what it can get again, instead of `/var/cache/phoenix` |
        | `PHOENIX_DEBUG=1` | print the stack trace of an unforeseen error |
        | `NO_COLOR`, `TERM=dumb` | no colours; `--color` wins |
        | `CI`, `TERM=dumb` | plain lines instead of a live tree |

        ## JSON

        With `--output json` standard output has JSON objects only, one a line; the first has `schemaVersion`, which is 1.
        `up` and `down` write a line when something happens, with `type`, `at` and, where it is about one, `resource`:

        | `type` | further properties |
        |---|---|
        | `plan` | `platform`, `where`, `resources`, `create`, `change`, `remove`, `seconds`, `changes` (`resource`, `change`, `title`, `reason`, `destructive`, `fields`), `failures` |
        | `start` | `change`: `create`, `update`, `replace` or `delete` |
        | `progress` | `doing` |
        | `done` | `change`, `seen`, `seconds` |
        | `failed` | `seconds`, `error` (`code`, `message`, `where`, `remote`, `help`) |
        | `skipped` | `why` |
        | `proof` | `holds`, `seen`: the probe of something that needed no change |
        | `result` | the last line: `changed`, `unchanged`, `failed`, `skipped`, `created`, `updated`, `removed`, `seconds`, `ending`, `exitCode`, `published`, `urls`; or `error` |

        Every other command writes one document. `status` has `healthy`, `published`, `guests` and `routes`.
        `validate`, and every command that a wrong file ends, has `valid`, `errors` and `diagnostics` (`code`, `severity`, `message`, `file`, `line`, `column`, `length`, `note`, `related`, `help`).


        """;
}
