using BrainDae.Data.Cohorts;
using BrainDae.Data.Slices;
using BrainDae.Method.Corruption;
using BrainDae.Method.Corruption.Painting;
using BrainDae.Nifti.Volumes;

namespace BrainDae.Method.Tests.Corruption;

public sealed class PaintedPatientTests
{
    private const int Size = 32;
    private const int Area = Size * Size;
    private const int Slices = 6;

    private static readonly LesionOptions Options = new() { Share = 1, Radius = new(0.2, 0.2), Elongation = new(1, 1), Roughness = new(0, 0), Flair = new(0.4, 0.4) };

    /// <summary>A brain that fills a disc of each slice.</summary>
    private static readonly PatientSlices Patient = new()
    {
        Name = "p",
        Size = Size,
        SliceIndices = [.. Enumerable.Range(0, Slices)],
        Images = Enumerable.Range(0, Slices * Modalities.Brats.Count * Area).Select(i => Math.Pow(i / Size % Size - 16, 2) + Math.Pow(i % Size - 16, 2) < 169 ? 0.5f + i % 7 * 0.01f : 0).ToArray(),
        Lesion = default,
        NativeLesionVoxels = [],
        IntensityScale = [1, 1, 1, 1],
        NativeGeometry = VolumeGeometry.Unit(64, 64, Slices),
    };

    [Fact]
    public void Lesions_lie_in_healthy_slices_alone_and_the_others_are_as_they_were()
    {
        bool[] healthy = [true, true, true, false, false, true];
        foreach (var seed in Enumerable.Range(0, 30))
        {
            var painted = PaintedPatient.Of(Patient, healthy, Options, new(seed));

            Assert.Contains((byte)1, painted.Lesion);
            foreach (var slice in Enumerable.Range(0, Slices))
            {
                var same = Image(Patient, slice).SequenceEqual(Image(painted.Slices, slice));
                var lesion = painted.Lesion.AsSpan(slice * Area, Area).Contains((byte)1);
                Assert.True(healthy[slice] || (same && !lesion));
                Assert.True(!same || !lesion);
            }
        }
    }

    [Fact]
    public void A_lesion_reaches_through_neighboring_slices_and_is_largest_in_its_middle()
    {
        var painted = PaintedPatient.Of(Patient, [true, true, true, true, true, true], Options, new(4));

        int[] pixels = [.. Enumerable.Range(0, Slices).Select(slice => painted.Lesion.AsSpan(slice * Area, Area).Count((byte)1))];
        Assert.True(pixels.Count(count => count > 0) > 1, string.Join(' ', pixels));
        var middle = Array.IndexOf(pixels, pixels.Max());
        Assert.Equal(pixels[..middle].Order(), pixels[..middle]);
        Assert.Equal(pixels[middle..].OrderDescending(), pixels[middle..]);
    }

    [Fact]
    public void A_real_lesion_is_not_passed_through()
    {
        foreach (var seed in Enumerable.Range(0, 30))
        {
            var painted = PaintedPatient.Of(Patient, [true, false, true, true, true, true], Options with { Radius = new(0.5, 0.5) }, new(seed));

            // One lesion for these few slices: it lies on one side of the slice that is not healthy.
            bool[] there = [.. Enumerable.Range(0, Slices).Select(slice => painted.Lesion.AsSpan(slice * Area, Area).Contains((byte)1))];
            Assert.True(there[0] != there[2] || there[0] != there[3]);
        }
    }

    [Fact]
    public void The_same_stream_paints_the_same_and_another_something_else()
    {
        bool[] healthy = [true, true, true, true, true, true];

        var first = PaintedPatient.Of(Patient, healthy, Options, new(1)).Slices.Images;

        Assert.Equal(first.ToArray(), PaintedPatient.Of(Patient, healthy, Options, new(1)).Slices.Images.ToArray());
        Assert.NotEqual(first.ToArray(), PaintedPatient.Of(Patient, healthy, Options, new(2)).Slices.Images.ToArray());
    }

    [Fact]
    public void A_patient_without_a_healthy_slice_stays_as_it_is()
    {
        var painted = PaintedPatient.Of(Patient, new bool[Slices], Options, new(1));

        Assert.Equal(Patient.Images.ToArray(), painted.Slices.Images.ToArray());
        Assert.DoesNotContain((byte)1, painted.Lesion);
    }

    private static ReadOnlySpan<float> Image(PatientSlices slices, int slice) => slices.Images.Span.Slice(slice * slices.Modalities.Count * Area, slices.Modalities.Count * Area);
}
