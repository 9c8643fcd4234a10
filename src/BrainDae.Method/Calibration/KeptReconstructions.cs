using System.Runtime.InteropServices;
using BrainDae.Data.Slices;
using BrainDae.Files;
using BrainDae.Method.BiasFields;
using BrainDae.Method.Scores;
using BrainDae.Method.Scoring;

namespace BrainDae.Method.Calibration;

/// <summary>
/// Reconstructions that a calibration needs twice, in a <see cref="ScratchStream"/>: the network runs once over each
/// patient, and memory does not grow with their number. Only the foreground is kept, a third of a usual slice, since no
/// score depends on what a network makes of background; a patient of 4 modalities and 130 slices of 128 x 128 pixels
/// takes about 15 MB of the disk.
/// </summary>
/// <param name="folder">Where the bytes lie until this is disposed; created if needed.</param>
/// <param name="lesionOutput">Whether the network has a second output, which is kept too.</param>
internal sealed class KeptReconstructions(string folder, bool lesionOutput) : IDisposable
{
    private readonly FileStream stream = ScratchStream.Open(folder);
    private readonly Queue<BiasField?> fields = new();
    private long read;

    /// <summary>Keeps a patient's reconstruction.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>: the disk is full.</exception>
    public void Add(ReconstructedPatient patient)
    {
        fields.Enqueue(patient.BiasField);
        if (patient.BiasField is not null)
        {
            Write(patient.AsScanned);
        }

        Write(patient);
    }

    /// <summary>Gives back one reconstruction at each call, in the order of <see cref="Add"/>; background is its own reconstruction.</summary>
    /// <param name="slices">The patient whose turn it is, with the images that were reconstructed.</param>
    /// <param name="calibration">What its scores are computed with.</param>
    public ReconstructedPatient Next(PatientSlices slices, ScoreCalibration calibration)
    {
        var patient = Read(slices, calibration);
        return fields.Dequeue() is { } field ? PatientScoring.Corrected(slices, field, patient, corrected => Read(corrected, calibration)) : patient;
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private void Write(ReconstructedPatient patient)
    {
        var kept = new float[Length(patient)];
        var used = Copy(kept, patient, MemoryMarshal.AsMemory(patient.Reconstruction).Span, back: false);
        Copy(kept.AsSpan(used), patient, MemoryMarshal.AsMemory(patient.LesionProbability).Span, back: false);
        try
        {
            stream.Seek(0, SeekOrigin.End);
            stream.Write(MemoryMarshal.AsBytes(kept.AsSpan()));
        }
        catch (IOException e)
        {
            throw BrainDaeException.NotWritable(
                $"{folder}: reconstructions cannot be written there ({e.Message.TrimEnd('.')}). Free disk space for the time of the calibration.", e);
        }
    }

    private ReconstructedPatient Read(PatientSlices slices, ScoreCalibration calibration)
    {
        var reconstruction = slices.Images.ToArray();
        var probability = new float[lesionOutput ? slices.Count * slices.Size * slices.Size : 0];
        var patient = PatientScoring.Input(slices, reconstruction, calibration, probability);
        var kept = new float[Length(patient)];
        var bytes = MemoryMarshal.AsBytes(kept.AsSpan());
        stream.Position = read;
        stream.ReadExactly(bytes);
        read += bytes.Length;
        var used = Copy(kept, patient, reconstruction, back: true);
        Copy(kept.AsSpan(used), patient, probability, back: true);
        return patient;
    }

    private int Length(ReconstructedPatient patient) =>
        patient.Foreground.Mask.Count((byte)1) * (patient.Modalities.Count + (lesionOutput ? 1 : 0));

    /// <summary>Copies the foreground of planes, [slice, plane, x, y], to what is kept of them, or back.</summary>
    /// <returns>How many values these are.</returns>
    private static int Copy(Span<float> kept, ReconstructedPatient patient, Span<float> planes, bool back)
    {
        var (area, next) = (patient.Size * patient.Size, 0);
        for (var start = 0; start < planes.Length; start += area)
        {
            var mask = patient.Foreground.Mask.Slice(start / (planes.Length / patient.Slices) * area, area);
            for (var i = 0; i < area; i++)
            {
                if (mask[i] != 0 && back)
                {
                    planes[start + i] = kept[next++];
                }
                else if (mask[i] != 0)
                {
                    kept[next++] = planes[start + i];
                }
            }
        }

        return next;
    }
}
