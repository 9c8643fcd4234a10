using System.Collections.Immutable;
using BrainDae.Data.Cohorts;
using BrainDae.Data.Slices;

namespace BrainDae.Prediction.Lesions;

/// <summary>Tells which modality looks least like what the network expected, lesion by lesion.</summary>
internal static class LesionResiduals
{
    /// <summary>Fills <see cref="FoundLesion.Residuals"/>.</summary>
    /// <param name="lesions">Found on the grid of <see cref="PatientSlices.Geometry"/>.</param>
    /// <param name="patient">The slices that were scored.</param>
    /// <param name="reconstruction">The network's output for <see cref="PatientSlices.Images"/>, same shape.</param>
    /// <returns>The same lesions; each voxel counts with the pixel that it lies in.</returns>
    /// <exception cref="ArgumentException">The reconstruction has another shape.</exception>
    public static LesionMap Attribute(LesionMap lesions, PatientSlices patient, ReadOnlyMemory<float> reconstruction)
    {
        if (reconstruction.Length != patient.Images.Length)
        {
            throw new ArgumentException($"{reconstruction.Length} values do not reconstruct {patient.Images.Length}.", nameof(reconstruction));
        }

        var modalities = patient.Modalities;
        var sums = new double[lesions.Lesions.Length, modalities.Count];
        var (width, height) = (patient.Geometry.Shape[0], patient.Geometry.Shape[1]);
        var images = patient.Images.Span;
        var output = reconstruction.Span;
        var labels = lesions.Labels.Span;
        var pixels = patient.Size * patient.Size;
        for (var slice = 0; slice < patient.Count; slice++)
        {
            var native = labels.Slice(patient.SliceIndices[slice] * width * height, width * height);
            for (var voxel = native.IndexOfAnyExcept(0); voxel >= 0 && voxel < native.Length; voxel++)
            {
                if (native[voxel] == 0)
                {
                    continue;
                }

                var pixel = Nearest(voxel % width, width) * patient.Size + Nearest(voxel / width, height);
                for (var modality = 0; modality < modalities.Count; modality++)
                {
                    var element = (slice * modalities.Count + modality) * pixels + pixel;
                    sums[native[voxel] - 1, modality] += Math.Abs(images[element] - output[element]);
                }
            }
        }

        return lesions with
        {
            Lesions = [.. lesions.Lesions.Select((lesion, i) => lesion with { Residuals = modalities.Index().ToImmutableSortedDictionary(m => m.Item, m => sums[i, m.Index] / lesion.Voxels, Modality.ByName) })],
        };

        int Nearest(int voxel, int voxels) => (int)((2L * voxel + 1) * patient.Size / (2 * voxels));
    }
}
