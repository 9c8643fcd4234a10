using System.CommandLine;
using BrainDae.Experiments;
using BrainDae.Imaging.Failures;

try
{
    return new RootCommand("Experiments that docs/experiments.md records.") { new CrossValidationCommand() }
        .Parse(args).Invoke(new() { EnableDefaultExceptionHandler = false });
}
catch (BrainDaeException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
