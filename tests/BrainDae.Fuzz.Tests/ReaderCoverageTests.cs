using System.Reflection;
using BrainDae.Fuzz.Targets;

namespace BrainDae.Fuzz.Tests;

/// <summary>Whether every public reader has a target, so that a new one cannot be forgotten.</summary>
public sealed class ReaderCoverageTests
{
    private static readonly string[] Verbs = ["Open", "Read", "Parse", "TryParse", "Load", "Import", "Finished"];

    /// <summary>Methods that are called like readers, and why no target of their own is needed.</summary>
    private static readonly Dictionary<string, string> NoReaders = new()
    {
        ["Checkpoint.Open"] = "passes the path on to ModelFile.Open",
        ["PublishedCheckpoint.Import"] = "passes the path on to TorchCheckpointReader.Read; needs libtorch to compare shapes",
        ["Reconstructor.Load"] = "takes a model that ModelFile.Open has read",
        ["ModalityWords.Parse"] = "reads an option of the command line",
        ["ComputeDevice.Parse"] = "reads an option of the command line",
        ["ScratchStream.Open"] = "opens an empty file of its own",
        ["RegularFile.OpenRead"] = "opens any file, and reads nothing of it",
        ["RegularFile.Reading"] = "says what a read of any file met, and reads nothing itself",
        ["RegularFile.ReadAllBytes"] = "reads any file as it is",
        ["RegularFile.ReadAllLines"] = "reads any file as it is",
        ["FileHash.Read"] = "passes the bytes of any file on as they are",
        ["PatientFileName.TryParse"] = "reads a file's name, not a file",
    };

    [Fact]
    public void Every_public_reader_has_a_target_or_a_reason()
    {
        var covered = FuzzTargets.All.SelectMany(target => target.Covers).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(Readers().Except(covered).Except(NoReaders.Keys).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Targets_and_reasons_name_readers_that_exist()
    {
        var readers = Readers().Append("NiftiContent.Hash").ToHashSet(StringComparer.Ordinal);

        Assert.Empty(FuzzTargets.All.SelectMany(target => target.Covers).Concat(NoReaders.Keys).Except(readers).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Libraries_are_all_looked_through() => Assert.Equal(12, Libraries().Length);

    private static Assembly[] Libraries() =>
    [
        .. Directory.GetFiles(AppContext.BaseDirectory, "BrainDae.*.dll")
            .Where(file => Path.GetFileNameWithoutExtension(file).Split('.') is [_, not ("Fuzz" or "TestData")])
            .Select(Assembly.LoadFrom),
    ];

    private static HashSet<string> Readers() =>
    [
        .. from type in Libraries().SelectMany(library => library.GetExportedTypes())
           from method in type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
           where Verbs.Any(verb => method.Name.StartsWith(verb, StringComparison.Ordinal)) && !method.IsSpecialName
           where method.GetBaseDefinition().DeclaringType == type && method.GetParameters().Any(parameter => IsSource(parameter.ParameterType))
           select $"{type.Name}.{method.Name}",
    ];

    private static bool IsSource(Type type) =>
        type == typeof(string) || type == typeof(byte[]) || type.IsAssignableTo(typeof(Stream)) || type == typeof(ReadOnlySpan<byte>) || type == typeof(ReadOnlyMemory<byte>)
        || type.Name is "ModelFile" or "FileInfo";
}
