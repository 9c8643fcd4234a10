using System.CommandLine;
using BrainDae.Experiments.Abroad;
using BrainDae.Experiments.Combination;
using BrainDae.Experiments.CrossValidation;
using BrainDae.Experiments.Lesions;
using BrainDae.Experiments.Plausibility;
using BrainDae.Files;

try
{
    return new RootCommand("Experiments that docs/experiments.md records.") { new CrossValidationCommand(), new LesionsCommand(), new CombineCommand(), new AbroadCommand(), new PlausibilityCommand() }
        .Parse(args).Invoke(new() { EnableDefaultExceptionHandler = false });
}
catch (BrainDaeException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
