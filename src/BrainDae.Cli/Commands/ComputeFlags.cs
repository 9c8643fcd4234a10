using System.CommandLine;
using BrainDae.Cli.Options;
using BrainDae.Cli.Sessions;
using BrainDae.Method.Config;
using BrainDae.Torch.Runtime;

namespace BrainDae.Cli.Commands;

/// <summary>The flags that say what computes a network, and in which arithmetic.</summary>
internal sealed class ComputeFlags(Command command, bool choosesPrecision = true)
{
    private readonly Flag<string> device = SharedOptions.Device().AddTo(command);
    private readonly Flag<int> threads = SharedOptions.Threads().AddTo(command);
    private readonly Flag<NetworkPrecision>? precision = choosesPrecision ? SharedOptions.Precision().AddTo(command) : null;

    public ComputeDevice Device(ParseResult line) => ComputeDevice.Parse(device.Value(line));

    public int Threads(ParseResult line) => threads.Value(line);

    public NetworkPrecision Precision(ParseResult line) => precision?.Value(line) ?? NetworkPrecision.Auto;

    public TorchRuntime Start(ParseResult line) => ProgramRuntime.Start(Device(line), Threads(line));

    public NetworkLoader Loader(ParseResult line, int batchSize) => new(Start(line), Precision(line), batchSize);
}
