using BrainDae.Cli;
using Spectre.Console;

return (int)await BrainDaeApp.RunAsync(args, AnsiConsole.Console);
