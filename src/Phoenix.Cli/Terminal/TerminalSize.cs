using System.Runtime.InteropServices;

namespace Phoenix.Cli.Terminal;

/// <summary>The size of a terminal, asked of the kernel. Console.WindowWidth would set the terminal up for editing keys first, which shows in the output.</summary>
/// <param name="Columns">Its width.</param>
/// <param name="Rows">Its height.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly partial record struct TerminalSize(int Columns, int Rows)
{
    /// <summary>What is taken where nothing better is known.</summary>
    public static readonly TerminalSize Usual = new(80, 24);

    private const int StandardOutput = 1;
    private const int StandardError = 2;
    private const nuint AskForSize = 0x5413;

    /// <summary>The size now; the usual one when there is no terminal or it does not know its size (serial lines, some containers).</summary>
    public static TerminalSize Ask() => OperatingSystem.IsLinux() ? Of(StandardError) ?? Of(StandardOutput) ?? Usual : Usual;

    private static TerminalSize? Of(int descriptor) =>
        Control(descriptor, AskForSize, out var size) == 0 && size is { Columns: > 0, Rows: > 0 }
            ? new TerminalSize(size.Columns, size.Rows)
            : null;

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int Control(int descriptor, nuint request, out WindowSize size);

    [StructLayout(LayoutKind.Sequential)]
    private struct WindowSize
    {
        public ushort Rows;
        public ushort Columns;
        public ushort Width;
        public ushort Height;
    }
}
