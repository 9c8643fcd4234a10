using BrainDae.Cli;
using BrainDae.Cli.Output;

return (int)await BrainDaeApp.RunAsync(args, StreamConsole.Output(), StreamConsole.Error());
