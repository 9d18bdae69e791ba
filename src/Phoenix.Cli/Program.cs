using Phoenix.Cli.Entry;

return await EntryPoints.RunAsync(Environment.GetCommandLineArgs()[0], args);
