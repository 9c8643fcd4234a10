using BrainDae.Benchmarks.Scale;
using BrainDae.Benchmarks.Table;
using BrainDae.Benchmarks.Workers;
using BrainDae.Files;
using BenchmarkDotNet.Running;

try
{
    switch (args)
    {
        case ["table", .. var options]:
            TableCommand.Run(TableOptions.Parse(options));
            break;
        case ["worker", var workload, .. var settings]:
            Worker.Run(workload, new(settings));
            break;
        case ["scale", .. var options and [_, ..]]:
            ScaleCommand.Run(options);
            break;
        default:
            BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
            break;
    }

    return 0;
}
catch (BrainDaeException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
