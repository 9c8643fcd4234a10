using System.Globalization;
using BrainDae.Fuzz.Targets;

namespace BrainDae.Fuzz.Running;

/// <summary>The inputs of a target that are changed further, and how far its run is; on disk, a run goes on where it ended.</summary>
public sealed class Corpus
{
    public const int Most = 4096;

    private const string StateName = "state.json";

    private readonly List<byte[]> inputs;
    private readonly string? folder;

    /// <param name="target">Gives the first inputs.</param>
    /// <param name="seed">Of the run.</param>
    /// <param name="root">Folder of all corpora; null to keep nothing.</param>
    public Corpus(IFuzzTarget target, long seed, string? root)
    {
        State = new() { Target = target.Name, Seed = seed };
        inputs = [.. target.Seeds()];
        LongestInput = 4096 + 4 * inputs.Max(input => input.Length);
        folder = root is null ? null : Path.Combine(root, $"{target.Name}-{seed}");
        if (folder is not null && File.Exists(Path.Combine(folder, StateName)))
        {
            State = FuzzReport.FromJson(File.ReadAllText(Path.Combine(folder, StateName))) ?? State;
            inputs.AddRange(Directory.GetFiles(folder, "*.bin").Order(StringComparer.Ordinal).Where(IsBefore).Select(File.ReadAllBytes));
        }
    }

    /// <summary>Counts so far.</summary>
    public FuzzReport State { get; private set; }

    public IReadOnlyList<byte[]> Inputs => inputs;

    /// <summary>Inputs do not grow beyond.</summary>
    public int LongestInput { get; }

    public bool IsFull => inputs.Count >= Most;

    /// <summary>Adds the input with a number.</summary>
    public void Add(byte[] input, long number)
    {
        inputs.Add(input);
        if (folder is not null)
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(Path.Combine(folder, $"{number:D12}.bin"), input);
        }
    }

    public void Save(FuzzReport state)
    {
        State = state;
        if (folder is not null)
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, StateName), state.ToJson());
        }
    }

    // A run that was killed may have found inputs after its last saved state; they will be found again.
    private bool IsBefore(string file) => long.Parse(Path.GetFileNameWithoutExtension(file), CultureInfo.InvariantCulture) < State.Inputs;
}
