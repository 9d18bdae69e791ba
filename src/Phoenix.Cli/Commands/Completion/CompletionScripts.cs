namespace Phoenix.Cli.Commands;

/// <summary>Scripts that ask phoenix itself (its directive <c>[suggest]</c>) what may come next, so that they never go stale.</summary>
internal static class CompletionScripts
{
    /// <summary>For bash 4 and later.</summary>
    public const string Bash = """
        _phoenix() {
          local IFS=$'\n'
          COMPREPLY=( $(compgen -W "$("${COMP_WORDS[0]}" "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}") )
        }
        complete -o default -F _phoenix phoenix

        """;

    /// <summary>For zsh.</summary>
    public const string Zsh = """
        #compdef phoenix
        _phoenix() {
          local -a found
          found=("${(@f)$("${words[1]}" "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
          compadd -a found
        }
        compdef _phoenix phoenix

        """;

    /// <summary>For fish.</summary>
    public const string Fish = """
        complete -c phoenix -f -a '(set -l line (commandline -cp); phoenix "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null)'

        """;
}
