using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using BrainDae.Files;
using BrainDae.Fuzz.Formats;
using BrainDae.Fuzz.Running;

namespace BrainDae.Fuzz.Differential;

/// <summary>
/// nifti_tool of Debian's nifti-bin, the reference library in C: it says which grid it finds, and copies the file, which
/// puts what it found into a file without surprises: native byte order, voxels where the header says.
/// </summary>
public sealed class NiftiToolReader : IForeignReader
{
    private const string Tool = "/usr/bin/nifti_tool";

    /// <summary>Numbers of the grid are said with six decimals.</summary>
    private const double LastDecimal = 1e-6;

    /// <summary>The highest code of a coordinate system that the standard knows.</summary>
    private const int LastCode = 5;

    /// <summary>Memory is limited, since the library reserves and fills what a header claims.</summary>
    private const string Script = """
        ulimit -v 2000000
        for file in "$@"; do
          nifti_tool -disp_nim -field ndim -field dim -field qform_code -field sform_code -field qto_xyz -field sto_xyz -infiles "$file" >"$file.grid" 2>"$file.why" || { rm "$file.grid"; continue; }
          nifti_tool -copy_collapsed_image -1 -1 -1 -1 -1 -1 -1 -prefix "$file.copy.nii" -infiles "$file" >>"$file.why" 2>&1 || rm -f "$file.copy.nii"
        done
        """;

    private readonly ScratchFolder scratch = new();

    public NiftiToolReader()
    {
        if (!File.Exists(Tool))
        {
            throw BrainDaeException.Missing($"{Tool}: does not exist. Install Debian's nifti-bin.");
        }
    }

    public string Name => "nifti_tool";

    public ForeignImage[] Read(IReadOnlyList<byte[]> files)
    {
        string[] paths = [.. files.Select((file, i) => scratch.Write($"{i}.nii", file))];
        using (var shell = Process.Start(new ProcessStartInfo("sh", ["-c", Script, "sh", .. paths]))!)
        {
            shell.WaitForExit();
        }

        ForeignImage[] images = [.. paths.Select(Image)];
        foreach (var file in Directory.GetFiles(scratch.Path))
        {
            File.Delete(file);
        }

        return images;
    }

    public string? KnownDifference(byte[] file, ForeignImage ours, ForeignImage theirs)
    {
        var fields = NiftiFields.IsNifti2(file) ? (PixDim: 104, Width: 8, Qform: 344, Sform: 348, Slope: 176) : (PixDim: 76, Width: 4, Qform: 252, Sform: 254, Slope: 112);
        var (qform, sform) = (NiftiFields.Value(file, fields.Qform), NiftiFields.Value(file, fields.Sform));
        return !ours.Shape.SequenceEqual(theirs.Shape) ? null
            : qform is < 0 or > LastCode || sform is < 0 or > LastCode ? "a code that the standard does not have counts for nifti_tool"
            : sform == 0 && NiftiFields.Value(file, fields.PixDim) is not (-1 or 0 or 1) ? "pixdim[0] that is not -1, 0 or 1 counts by its sign for nifti_tool"
            : sform == 0 && Enumerable.Range(1, 3).Any(axis => NiftiFields.Value(file, fields.PixDim + (axis * fields.Width)) < 0) ? "a voxel of a negative edge has an edge of 1 for nifti_tool"
            : !ours.Affine.All(double.IsFinite) && theirs.Affine.All(double.IsFinite) ? "nifti_tool takes 0 or 1 for numbers of the grid that are not finite"
            : NiftiFields.StoresNoOffset(file) ? "without vox_offset nifti_tool takes the last 4 bytes before the voxels for voxels"
            : NiftiFields.Value(file, fields.Slope) is not 0 and var slope && (float)slope is 0 or float.PositiveInfinity or float.NegativeInfinity ? "nifti_tool copies the scale in single precision, where it is 0 or infinite"
            : ours.Values.Zip(theirs.Values).Any(pair => !double.IsFinite(pair.First) && double.IsFinite(pair.Second)) ? "nifti_tool makes voxels that are not finite 0"
            : null;
    }

    public void Dispose() => scratch.Dispose();

    private static ForeignImage Image(string path)
    {
        if (!File.Exists(path + ".copy.nii"))
        {
            return ForeignImage.Refused(File.ReadLines(path + ".why").FirstOrDefault(line => line.StartsWith("**", StringComparison.Ordinal))?.Replace(path, "file", StringComparison.Ordinal) ?? "without a word");
        }

        var grid = File.ReadLines(path + ".grid").Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(parts => parts.Length > 3)
            .GroupBy(parts => parts[0]).ToDictionary(group => group.Key, group => group.First()[3..]);
        var axes = int.Parse(grid["ndim"][0], CultureInfo.InvariantCulture);
        var affine = grid["sform_code"][0] != "0" ? grid["sto_xyz"] : grid["qform_code"][0] != "0" ? grid["qto_xyz"] : [];
        return new(
            null,
            [.. grid["dim"].Skip(1).Take(axes).Select(size => long.Parse(size, CultureInfo.InvariantCulture))],
            [.. affine.Select(number => Number(number))],
            Values(File.ReadAllBytes(path + ".copy.nii"))) { Resolution = LastDecimal };
    }

    /// <summary>As C writes it.</summary>
    private static double Number(string text) => text switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        "nan" or "-nan" => double.NaN,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };

    /// <summary>The voxels of a copy, scaled.</summary>
    private static double[] Values(byte[] copy)
    {
        var second = BitConverter.ToInt32(copy) == 540;
        var offset = second ? BitConverter.ToInt64(copy, 168) : (long)BitConverter.ToSingle(copy, 108);
        var (slope, intercept) = second ? (BitConverter.ToDouble(copy, 176), BitConverter.ToDouble(copy, 184)) : (BitConverter.ToSingle(copy, 112), BitConverter.ToSingle(copy, 116));
        var voxels = copy.AsSpan((int)offset);
        double[] stored = BitConverter.ToInt16(copy, second ? 12 : 70) switch
        {
            2 => Numbers<byte>(voxels),
            4 => Numbers<short>(voxels),
            8 => Numbers<int>(voxels),
            16 => Numbers<float>(voxels),
            64 => Numbers<double>(voxels),
            256 => Numbers<sbyte>(voxels),
            512 => Numbers<ushort>(voxels),
            768 => Numbers<uint>(voxels),
            1024 => Numbers<long>(voxels),
            1280 => Numbers<ulong>(voxels),
            _ => [],
        };
        return slope == 0 ? stored : Array.ConvertAll(stored, value => (value * slope) + intercept);
    }

    private static double[] Numbers<T>(ReadOnlySpan<byte> bytes)
        where T : unmanaged, System.Numerics.INumber<T> => Array.ConvertAll(MemoryMarshal.Cast<byte, T>(bytes).ToArray(), double.CreateChecked);
}
