using System.Security.Cryptography;
using System.Text;
using BrainDae.Fuzz.Targets;

namespace BrainDae.Fuzz.Running;

/// <summary>
/// Keeps inputs that showed a fault, TARGET-SEED-KIND-FAULT-INPUT.bin with what happened beside it as .txt; of the same
/// fault a few only.
/// </summary>
/// <param name="path">The folder; made when it is needed.</param>
/// <param name="seed">Of the run.</param>
public sealed class FailureFolder(string path, long seed)
{
    private const int Most = 3;

    public string Path => path;

    public void Save(IFuzzTarget target, byte[] input, Verdict verdict)
    {
        Directory.CreateDirectory(path);
        var fault = $"{target.Name}-{seed}-{verdict.Outcome.ToString().ToLowerInvariant()}-{Short(Encoding.UTF8.GetBytes(verdict.Signature))}";
        if (Directory.GetFiles(path, fault + "-*.bin").Length < Most)
        {
            var file = System.IO.Path.Combine(path, $"{fault}-{Short(input)}");
            File.WriteAllBytes(file + ".bin", input);
            File.WriteAllText(file + ".txt", $"{verdict.Signature}\n\n{verdict.Detail}\n");
        }
    }

    /// <summary>The target of a kept input, by its file name.</summary>
    public static IFuzzTarget TargetOf(string file)
    {
        var name = System.IO.Path.GetFileName(file);
        return FuzzTargets.All.Where(target => name.StartsWith(target.Name + "-", StringComparison.Ordinal)).MaxBy(target => target.Name.Length)
            ?? throw new ArgumentException($"{name} begins with the name of no target.", nameof(file));
    }

    private static string Short(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..8];
}
