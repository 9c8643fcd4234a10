using BrainDae.Data.Cohorts;
using BrainDae.Data.Preprocessing;
using BrainDae.Files;
using BrainDae.Nifti;
using BrainDae.Nifti.Volumes;
using BrainDae.TestData;

namespace BrainDae.Data.Tests.Preprocessing;

public sealed class PatientPreprocessorTests : IDisposable
{
    private const int Width = 20;
    private const int Height = 14;
    private const int Depth = 6;
    private static readonly PreprocessingOptions Options = new() { Size = 16 };
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Slices_carry_name_grid_scale_and_native_lesion_counts()
    {
        var patient = PatientPreprocessor.Run(Files(), Options);
        Assert.Equal("p", patient.Name);
        Assert.Equal(16, patient.Size);
        Assert.Equal([1, 2, 3, 4], patient.SliceIndices);
        Assert.Equal(4 * 4 * 16 * 16, patient.Images.Length);
        Assert.Equal(4 * 16 * 16, patient.Lesion.Length);
        Assert.Equal([0, 12, 0, 0], patient.NativeLesionVoxels);
        Assert.Equal([100, 200, 300, 400], patient.IntensityScale);
        Assert.Equal([Width, Height, Depth], patient.Geometry.Shape);
        Assert.True(patient.HasLabel);
    }

    [Fact]
    public void Without_a_segmentation_there_is_no_label()
    {
        var patient = PatientPreprocessor.Run(Files() with { Segmentation = null }, Options);
        Assert.False(patient.HasLabel);
        Assert.Empty(patient.NativeLesionVoxels);
        Assert.Equal([1, 2, 3, 4], patient.SliceIndices);
    }

    [Fact]
    public void The_first_axis_of_a_slice_runs_to_the_left_whichever_way_the_scan_is_stored()
    {
        var files = Files();
        var voxels = Brain(1);
        voxels[2 * Width * Height + 1 * Width + (Width - 1)] = 32000;
        Write(files[Modality.T2].Path, Volume.Create<short>(Grid(), voxels));
        var patient = PatientPreprocessor.Run(files, Options);
        var t2 = patient.Images.Span.Slice((1 * 4 + 3) * 256, 256);

        // The grid runs to the right.
        Assert.Equal(0, t2.IndexOf(t2.ToArray().Max()) / 16);
    }

    [Fact]
    public void A_fourth_axis_of_length_one_changes_nothing()
    {
        var files = Files();
        var expected = PatientPreprocessor.Run(files, Options);
        Write(files[Modality.T1].Path, Volume.Create<short>(Grid() with { Shape = [Width, Height, Depth, 1] }, Brain(200)));
        Assert.Equal(expected.Images.ToArray(), PatientPreprocessor.Run(files, Options).Images.ToArray());
    }

    [Fact]
    public void Shared_buffers_carry_nothing_from_one_patient_to_the_next()
    {
        var files = Files();
        var buffers = new PreprocessingBuffers();
        var large = Options with { Size = 24 };
        PatientPreprocessor.Run(files, large, buffers);
        Write(files[Modality.T1].Path, Volume.Create<short>(Grid(), Box(200, 2, 18, 2, 12, 2, 3)));

        var again = PatientPreprocessor.Run(files, large, buffers).Images.ToArray();
        var smaller = PatientPreprocessor.Run(files, Options, buffers).Images.ToArray();

        Assert.Equal(PatientPreprocessor.Run(files, large).Images.ToArray(), again);
        Assert.Equal(PatientPreprocessor.Run(files, Options).Images.ToArray(), smaller);
    }

    [Theory]
    [InlineData(VoxelType.UInt8)]
    [InlineData(VoxelType.UInt16)]
    [InlineData(VoxelType.Int32)]
    [InlineData(VoxelType.Float32)]
    [InlineData(VoxelType.Float64)]
    public void The_stored_type_changes_nothing(VoxelType type)
    {
        var files = Files();
        var expected = PatientPreprocessor.Run(files, Options);
        var (t1, seg) = (Brain(200), Lesion());
        Write(files[Modality.T1].Path, Convert(t1, type));
        Write(files.Segmentation!, Convert(seg, type));
        var actual = PatientPreprocessor.Run(files, Options);
        Assert.Equal(expected.Images.ToArray(), actual.Images.ToArray(), (a, b) => Math.Abs(a - b) <= 1e-6f);
        Assert.Equal(expected.Lesion.ToArray(), actual.Lesion.ToArray());
        Assert.Equal(expected.IntensityScale, actual.IntensityScale);
    }

    [Fact]
    public void Every_class_of_lesion_counts()
    {
        var files = Files();
        var expected = PatientPreprocessor.Run(files, Options).Lesion.ToArray();
        Write(files.Segmentation!, Volume.Create<short>(Grid(), [.. Lesion().Select((voxel, i) => (short)(voxel * (i % 3 + 1)))]));
        Assert.Equal(expected, PatientPreprocessor.Run(files, Options).Lesion.ToArray());
    }

    [Fact]
    public void Another_shape_is_refused_naming_both_files_and_shapes()
    {
        var files = Files();
        Write(files[Modality.T1ce].Path, Volume.Create<short>(VolumeGeometry.Unit(2, 3, 4), new short[24]));
        Refused(files, files[Modality.T1ce].Path, "has shape 2x3x4", files[Modality.Flair].Path, "20x14x6");
    }

    [Fact]
    public void Another_shape_of_the_segmentation_is_refused()
    {
        var files = Files();
        Write(files.Segmentation!, Volume.Create<short>(VolumeGeometry.Unit(Width, Height, Depth - 1), new short[Width * Height * (Depth - 1)]));
        Refused(files, files.Segmentation!, "has shape 20x14x5", files[Modality.Flair].Path);
    }

    [Fact]
    public void Another_affine_is_refused_naming_both_files()
    {
        var files = Files();
        Write(files[Modality.T2].Path, Volume.Create<short>(Moved(0.0011), Brain(400)));
        Refused(files, files[Modality.T2].Path, "affine differs", files[Modality.Flair].Path, "row 1, column 3");
    }

    [Fact]
    public void Another_affine_of_the_segmentation_is_refused()
    {
        var files = Files();
        Write(files.Segmentation!, Volume.Create<short>(Moved(-5), Lesion()));
        Refused(files, files.Segmentation!, "affine differs");
    }

    [Fact]
    public void Rounding_of_the_affine_is_no_fault()
    {
        var files = Files();
        Write(files[Modality.T2].Path, Volume.Create<short>(Moved(0.0009), Brain(400)));
        Assert.Equal(4, PatientPreprocessor.Run(files, Options).Count);
    }

    [Fact]
    public void A_series_of_images_is_refused()
    {
        var files = Files();
        Write(files[Modality.Flair].Path, Volume.Create<short>(VolumeGeometry.Unit(Width, Height, Depth, 2), new short[Width * Height * Depth * 2]));
        Refused(files, files[Modality.Flair].Path, "20x14x6x2");
    }

    [Fact]
    public void A_flat_image_is_refused()
    {
        var files = Files();
        Write(files[Modality.Flair].Path, Volume.Create<short>(VolumeGeometry.Unit(Width, Height), new short[Width * Height]));
        Refused(files, files[Modality.Flair].Path, "20x14;");
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(double.NaN, 1)]
    [InlineData(1, double.NaN)]
    public void A_grid_without_a_place_or_a_volume_is_refused(double row, double edge)
    {
        var files = Files();
        var grid = Grid() with { SformCode = (short)(double.IsNaN(edge) ? 0 : 1), SformRows = Grid().SformRows.SetItem(5, row), PixDim = [1, 1, edge, 1, 1, 1, 1, 1] };
        Write(files[Modality.T1].Path, Volume.Create<short>(grid, Brain(200)));
        Refused(files, files[Modality.T1].Path, "its voxels have no", "or leave the patient out");
    }

    [Fact]
    public void A_pixdim_that_nothing_depends_on_may_hold_anything()
    {
        var files = Files();
        var expected = PatientPreprocessor.Run(files, Options);
        foreach (var modality in Modalities.Brats)
        {
            Write(files[modality].Path, Volume.Create<short>(Grid() with { PixDim = [1, double.NaN, 0, 5, 1, 1, 1, 1] }, Brain((short)(100 * (Modalities.Brats.ChannelOf(modality) + 1)))));
        }

        var patient = PatientPreprocessor.Run(files, Options);
        Assert.True(expected.Images.Span.SequenceEqual(patient.Images.Span));
        Assert.Equal(expected.Geometry.Spacing, patient.Geometry.Spacing);
    }

    [Fact]
    public void A_NaN_voxel_is_refused()
    {
        var files = Files();
        var voxels = Array.ConvertAll(Brain(200), voxel => (float)voxel);
        voxels[500] = float.NaN;
        Write(files[Modality.T1].Path, Volume.Create<float>(Grid(), voxels));
        Refused(files, files[Modality.T1].Path, "slice 1 holds NaN");
    }

    [Fact]
    public void A_NaN_in_the_label_is_refused()
    {
        var files = Files();
        var voxels = Array.ConvertAll(Lesion(), voxel => (float)voxel);
        voxels[2 * Width * Height] = float.NaN;
        Write(files.Segmentation!, Volume.Create<float>(Grid(), voxels));
        Refused(files, files.Segmentation!, "slice 2 holds NaN");
    }

    [Fact]
    public void A_blank_modality_is_refused()
    {
        var files = Files();
        Write(files[Modality.T1].Path, Volume.Create<short>(Grid(), new short[Width * Height * Depth]));
        Refused(files, files[Modality.T1].Path, "no voxel is above 0");
    }

    [Fact]
    public void A_patient_without_a_slice_of_brain_is_refused()
    {
        var fault = Assert.Throws<BrainDaeException>(() => PatientPreprocessor.Run(Files(), Options with { BrainThreshold = 1e6 }));
        Assert.Contains("`BrainThreshold` 1000000", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_are_validated_first()
    {
        var fault = Assert.Throws<BrainDaeException>(() => PatientPreprocessor.Run(Files(), new() { Size = 3 }));
        Assert.Equal(FailureKind.InvalidOption, fault.Kind);
    }

    private static void Refused(PatientFiles files, params string[] parts)
    {
        var fault = Assert.Throws<BrainDaeException>(() => PatientPreprocessor.Run(files, Options));
        Assert.Equal(FailureKind.InvalidInput, fault.Kind);
        Assert.StartsWith(parts[0], fault.Message, StringComparison.Ordinal);
        Assert.All(parts, part => Assert.Contains(part, fault.Message, StringComparison.Ordinal));
        Assert.DoesNotContain('\n', fault.Message);
    }

    private PatientFiles Files()
    {
        var files = PatientFiles.Of("p", Modalities.Brats, Modalities.Brats.Select(modality => folder[$"p_{modality.Name}.nii.gz"]), folder["p_seg.nii"]);
        foreach (var modality in Modalities.Brats)
        {
            Write(files[modality].Path, Volume.Create<short>(Grid(), Brain((short)(100 * (Modalities.Brats.ChannelOf(modality) + 1)))));
        }

        Write(files.Segmentation!, Volume.Create<short>(Grid(), Lesion()));
        return files;
    }

    private static void Write(string path, Volume volume) => NiftiWriter.Write(path, volume);

    private static VolumeGeometry Grid() => VolumeGeometry.Unit(Width, Height, Depth);

    private static VolumeGeometry Moved(double millimetres) =>
        Grid() with { SformRows = [1, 0, 0, 0, 0, 1, 0, millimetres, 0, 0, 1, 0] };

    /// <summary>A constant box away from the border, in slices 1 to 4.</summary>
    private static short[] Brain(short value) => Box(value, 2, 18, 2, 12, 1, 5);

    /// <summary>4 x 3 voxels in slice 2.</summary>
    private static short[] Lesion() => Box(1, 5, 9, 6, 9, 2, 3);

    private static short[] Box(short value, int x0, int x1, int y0, int y1, int z0, int z1)
    {
        var voxels = new short[Width * Height * Depth];
        for (var z = z0; z < z1; z++)
        {
            for (var y = y0; y < y1; y++)
            {
                voxels.AsSpan((z * Height + y) * Width + x0, x1 - x0).Fill(value);
            }
        }

        return voxels;
    }

    private static Volume Convert(short[] voxels, VoxelType type) => type switch
    {
        VoxelType.UInt8 => Volume.Create<byte>(Grid(), Array.ConvertAll(voxels, v => (byte)v)),
        VoxelType.UInt16 => Volume.Create<ushort>(Grid(), Array.ConvertAll(voxels, v => (ushort)v)),
        VoxelType.Int32 => Volume.Create<int>(Grid(), Array.ConvertAll(voxels, v => (int)v)),
        VoxelType.Float32 => Volume.Create<float>(Grid(), Array.ConvertAll(voxels, v => (float)v)),
        VoxelType.Float64 => Volume.Create<double>(Grid(), Array.ConvertAll(voxels, v => (double)v)),
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}
