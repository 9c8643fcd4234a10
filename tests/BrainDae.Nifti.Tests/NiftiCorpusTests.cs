using System.Text.Json;
using BrainDae.Files;
using BrainDae.Nifti.Volumes;
using BrainDae.TestData;

namespace BrainDae.Nifti.Tests;

/// <summary>Files of other programs against what nibabel reads of them.</summary>
public sealed class NiftiCorpusTests
{
    private static readonly string? Corpus = TestFiles.Shared("nifti");

    public static TheoryData<string> Names()
    {
        if (Corpus is null)
        {
            return [""];
        }

        using var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(Corpus, "expected.json")));
        return [.. expected.RootElement.EnumerateObject().Select(entry => entry.Name)];
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_is_read_as_nibabel_reads_it_or_refused_by_name(string name)
    {
        Assert.SkipWhen(Corpus is null, "The NIfTI corpus is not here.");
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Corpus, "expected.json")));
        var expected = json.RootElement.GetProperty(name);
        var path = Path.Combine(Corpus, name);
        if (expected.TryGetProperty("error", out _) || !expected.TryGetProperty("sum", out _))
        {
            var failure = Assert.Throws<BrainDaeException>(() => NiftiReader.Read(path));
            // Of half a pair, the missing half is named.
            Assert.Contains(Path.ChangeExtension(path, null), failure.Message, StringComparison.Ordinal);
            return;
        }

        var volume = NiftiReader.Read(path);

        Assert.Equal(expected.GetProperty("shape").EnumerateArray().Select(v => v.GetInt32()), volume.Shape);
        Assert.Equal(TypeOf(expected.GetProperty("dtype").GetString()!), volume.VoxelType);
        Assert.Equal(expected.GetProperty("qform_code").GetDouble(), volume.Geometry.QformCode);
        Assert.Equal(expected.GetProperty("sform_code").GetDouble(), volume.Geometry.SformCode);
        var affine = expected.GetProperty("affine").EnumerateArray().SelectMany(row => row.EnumerateArray()).Select(v => v.GetDouble());
        foreach (var (e, a) in affine.Zip(volume.Geometry.Affine))
        {
            Assert.Equal(e, a, 1e-12);
        }

        CheckValues(expected, volume.ToArray());
    }

    private static void CheckValues(JsonElement expected, double[] values)
    {
        var first = expected.GetProperty("first8").EnumerateArray()
            .Select(v => v.ValueKind == JsonValueKind.Null ? double.NaN : v.GetDouble());
        Assert.Equal(first, values.Take(8));
        var numbers = values.Where(v => !double.IsNaN(v)).ToArray();
        Assert.Equal(expected.GetProperty("nan").GetInt32(), values.Length - numbers.Length);
        Assert.Equal(expected.GetProperty("min").GetDouble(), numbers.Min());
        Assert.Equal(expected.GetProperty("max").GetDouble(), numbers.Max());
        var sum = expected.GetProperty("sum").GetDouble();
        Assert.Equal(sum, numbers.Sum(), Math.Abs(sum) * 1e-12);
    }

    private static VoxelType TypeOf(string dtype) => dtype switch
    {
        ">i2" => VoxelType.Int16,
        ">f4" => VoxelType.Float32,
        _ => Enum.Parse<VoxelType>(dtype, ignoreCase: true),
    };
}
