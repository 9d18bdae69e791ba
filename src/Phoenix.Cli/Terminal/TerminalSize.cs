using System.Runtime.InteropServices;

namespace Phoenix.Cli.Terminal;

/// <summary>The size of the terminal, asked of the kernel. Console.WindowWidth would set the terminal up for editing keys first, which shows in the output.</summary>
internal static partial class TerminalSize
{
    private const int StandardOutput = 1;
    private const int StandardError = 2;
    private const nuint AskForSize = 0x5413;

    /// <summary>Columns and rows; null when there is no terminal or it does not know its size (serial lines, some containers).</summary>
    public static (int Columns, int Rows)? Ask() =>
        OperatingSystem.IsLinux() && (Of(StandardError) ?? Of(StandardOutput)) is { } size ? size : null;

    private static (int Columns, int Rows)? Of(int descriptor) =>
        Control(descriptor, AskForSize, out var size) == 0 && size is { Columns: > 0, Rows: > 0 } ? (size.Columns, size.Rows) : null;

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
