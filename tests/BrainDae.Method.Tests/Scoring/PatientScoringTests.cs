using BrainDae.Data.Cohorts;
using BrainDae.Data.Slices;
using BrainDae.Method.Config;
using BrainDae.Method.Scoring;
using BrainDae.Nifti.Volumes;

namespace BrainDae.Method.Tests.Scoring;

public sealed class PatientScoringTests
{
    private const int Size = 4;
    private const int Area = Size * Size;

    [Fact]
    public void Slices_that_are_not_chosen_are_given_back_as_they_are_without_a_lesion()
    {
        var patient = new PatientSlices
        {
            Name = "p",
            Modalities = Modalities.Parse("flair,t2"),
            Size = Size,
            SliceIndices = [3, 4, 5],
            Images = Enumerable.Range(1, 3 * 2 * Area).Select(i => (float)i).ToArray(),
            Lesion = default,
            NativeLesionVoxels = [],
            IntensityScale = [1, 1],
            NativeGeometry = VolumeGeometry.Unit(Size, Size, 6),
        };
        using var network = new Negative();

        var input = PatientScoring.Reconstruct(patient, [true, false, true], network, calibration: null, wantsScans: true, TestContext.Current.CancellationToken);

        Assert.Equal(2 * 2 * Area, network.Seen);
        for (var i = 0; i < patient.Images.Length; i++)
        {
            Assert.Equal(i / (2 * Area) == 1 ? patient.Images.Span[i] : -patient.Images.Span[i], input.Reconstruction.Span[i]);
        }

        Assert.Equal(Enumerable.Range(0, 3 * Area).Select(i => i / Area == 1 ? 0 : 0.5f), input.LesionProbability.ToArray());
    }

    private sealed class Negative : IReconstructor
    {
        public string Runtime => "test";

        public NetworkPrecision Precision => NetworkPrecision.Float32;

        public bool HasLesionOutput => true;

        public int Seen { get; private set; }

        public void Run(ReadOnlySpan<float> images, Span<float> reconstruction, Span<float> lesionProbability, int size, CancellationToken cancellation)
        {
            Seen += images.Length;
            for (var i = 0; i < images.Length; i++)
            {
                reconstruction[i] = -images[i];
            }

            lesionProbability.Fill(0.5f);
        }

        public void Dispose()
        {
        }
    }
}
