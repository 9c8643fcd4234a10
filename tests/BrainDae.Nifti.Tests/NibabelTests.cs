using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using BrainDae.Nifti.Volumes;
using BrainDae.TestData;
using CsCheck;

namespace BrainDae.Nifti.Tests;

/// <summary>What nibabel reads of files that the writer made.</summary>
public sealed class NibabelTests : IDisposable
{
    private const string Python = "/usr/bin/python3";

    private const string Script = """
        import sys, json, hashlib
        import numpy as np, nibabel as nib
        for path in sys.argv[1:]:
            image = nib.load(path)
            header = image.header
            real = lambda *names: [float(v).hex() for n in names for v in np.atleast_1d(header[n])]
            stored = np.asarray(image.dataobj.get_unscaled())
            with np.errstate(all='ignore'):
                values = image.get_fdata().ravel(order='F')[:8]
            print(json.dumps(dict(
                shape=image.shape, size=int(header['sizeof_hdr']), code=int(header['datatype']), bits=int(header['bitpix']),
                qform=int(header['qform_code']), sform=int(header['sform_code']), units=int(header['xyzt_units']),
                dim=[int(v) for v in header['dim']], pixdim=real('pixdim'), slope=[float(v).hex() for v in (image.dataobj.slope, image.dataobj.inter)],
                quatern=real('quatern_b', 'quatern_c', 'quatern_d'), offset=real('qoffset_x', 'qoffset_y', 'qoffset_z'),
                rows=real('srow_x', 'srow_y', 'srow_z'), affine=[float(v).hex() for v in image.affine.ravel()],
                values=[float(v).hex() for v in values], sha=hashlib.sha256(stored.tobytes(order='F')).hexdigest().upper())))
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Nibabel_reads_what_was_written()
    {
        Assert.SkipUnless(File.Exists(Python) && Run("-c", "import nibabel").ExitCode == 0, "Python with nibabel is not here.");
        VolumeGenerators.Orderly.Array[60].Sample(
            volumes =>
            {
                var paths = volumes.Select((_, i) => folder[$"{i}.nii" + (i % 2 == 0 ? ".gz" : "")]).ToArray();
                foreach (var (path, volume) in paths.Zip(volumes))
                {
                    NiftiWriter.Write(path, volume);
                }

                var (exitCode, output, errors) = Run(["-c", Script, .. paths]);
                Assert.True(exitCode == 0, errors);
                var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
                Assert.Equal(volumes.Length, lines.Length);
                foreach (var (line, volume) in lines.Zip(volumes))
                {
                    using var json = JsonDocument.Parse(line);
                    AssertSame(volume, json.RootElement);
                }
            },
            iter: 2, threads: 1);
    }

    private static void AssertSame(Volume volume, JsonElement header)
    {
        var geometry = volume.Geometry;
        Assert.Equal(volume.Shape, Integers("shape"));
        Assert.Equal([volume.Shape.Length, .. volume.Shape, .. Enumerable.Repeat(1, 7 - volume.Shape.Length)], Integers("dim"));
        Assert.Equal((int)volume.VoxelType, header.GetProperty("code").GetInt32());
        Assert.Equal(volume.VoxelType.Size * 8, header.GetProperty("bits").GetInt32());
        Assert.Equal(geometry.QformCode, header.GetProperty("qform").GetInt32());
        Assert.Equal(geometry.SformCode, header.GetProperty("sform").GetInt32());
        Assert.Equal(geometry.XyztUnits, header.GetProperty("units").GetInt32());
        Assert.Equal(geometry.PixDim, Reals("pixdim"));
        Assert.Equal([volume.Slope, volume.Intercept], Reals("slope"));
        Assert.Equal(geometry.Quaternion, Reals("quatern"));
        Assert.Equal(geometry.QuaternionOffset, Reals("offset"));
        Assert.Equal(geometry.SformRows, Reals("rows"));
        Assert.Equal(Convert.ToHexString(SHA256.HashData(volume.Bytes)), header.GetProperty("sha").GetString());
        // Without a transform nibabel multiplies spacing by size in the header's single precision.
        var tolerance = geometry is { SformCode: 0, QformCode: 0 } ? 1e-6 : 1e-12;
        // nibabel leaves the matrix in the header's unit of length.
        AssertClose(Reals("affine"), [.. (geometry with { XyztUnits = 2 }).Affine], tolerance);
        AssertClose(Reals("values"), volume.ToArray()[..Math.Min(8, (int)geometry.VoxelCount)], 1e-12);

        int[] Integers(string name) => [.. header.GetProperty(name).EnumerateArray().Select(v => v.GetInt32())];
        double[] Reals(string name) => [.. header.GetProperty(name).EnumerateArray().Select(v => FromHex(v.GetString()!))];
    }

    private static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        foreach (var (e, a) in expected.Zip(actual))
        {
            Assert.True(e.Equals(a) || Math.Abs(e - a) <= tolerance * Math.Max(1, Math.Abs(e)), $"nibabel {e:R}, here {a:R}");
        }
    }

    /// <summary>Python's float.hex(): [-]0x1.hhhhp[+-]d, exact.</summary>
    private static double FromHex(string text)
    {
        var sign = text[0] == '-' ? -1.0 : 1.0;
        var digits = text.TrimStart('-');
        switch (digits)
        {
            case "nan": return double.NaN;
            case "inf": return sign * double.PositiveInfinity;
        }

        var exponentAt = digits.IndexOf('p', StringComparison.Ordinal);
        var fraction = digits[3..exponentAt].TrimStart('.');
        var mantissa = Convert.ToInt64(digits[2] + fraction, 16);
        return sign * Math.ScaleB(mantissa, int.Parse(digits.AsSpan(exponentAt + 1)) - 4 * fraction.Length);
    }

    private static (int ExitCode, string Output, string Errors) Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Python, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }
}
