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
        | 129, 130, 143 | stopped because the terminal went away, by Ctrl-C, by SIGTERM |

        `phoenix guest exec` and `phoenix lab shell` end with the exit code of the command they ran.

        ## Stopping a run

        The first Ctrl-C (or SIGTERM, or a terminal that hangs up) lets running steps finish and begins nothing new. The second ends running steps where they are, the third ends Phoenix on the spot.
        All of them leave a state from which the next `phoenix up` goes on.

        ## Agreement

        `up` shows the plan and asks. `--yes` agrees beforehand. Without a terminal `up` needs `--yes`, but for a plan on the lab that loses nothing.
        `down` asks for the platform's name, or takes `--yes`.

        While `up` waits for an answer it holds no lock, so the host's renewals go on. After the answer it looks again: a plan that is not the one
        you agreed to is shown, and you are asked again.

        Guests and stacks that carry the platform's mark and that the file no longer declares are planned as removals, which lose data. A guest whose
        id or kind was changed in the file is such a guest, too; a clone that somebody made of one is not.

        ## The journal

        Every run that changed something, that failed or that was ended early leaves a file in `journal/` of the platform's state directory: who, when,
        which resources, how it went. Values and the words of remote systems are not in it. The newest 200 are kept.

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
        | `postponed` | as `failed`: a removal that is tried again when everything else is gone |
        | `skipped` | `why` |
        | `proof` | `holds`, `seen`: the probe of something that needed no change |
        | `result` | the last line: `changed`, `unchanged`, `failed`, `skipped`, `created`, `updated`, `removed`, `seconds`, `ending`, `exitCode`; after `up` `published` and `urls`; `error` when one ended the command |

        `ending` is `completed`, `stopped` (the first signal), `aborted` (the second), `refused` (nobody agreed) or `failed` (an error ended the command
        outside of its steps; the counts are 0 then). A `result` is the last line however the command ends, unless Phoenix itself is killed. After a
        question `up` may write a second `plan`, when the first one was not true any more.

        Every other command writes one document. `status` has `healthy`, `published`, `guests`, `stacks` and `routes`.
        `validate`, and every command that a wrong file ends, has `valid`, `errors` and `diagnostics` (`code`, `severity`, `message`, `file`, `line`, `column`, `length`, `note`, `related`, `help`).


        """;
}
