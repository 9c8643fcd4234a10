namespace BrainDae.Nifti.Volumes;

/// <summary>Lengths that a header's xyzt_units byte stands for.</summary>
internal static class NiftiUnits
{
    /// <summary>The lowest three bits tell the unit of length, the next three that of time.</summary>
    private const int LengthBits = 0b111;

    /// <summary>Millimetres in the unit of length: 1000 for the metre, 0.001 for the micrometre; a unit that is not given is taken for the millimetre, as everywhere in the field.</summary>
    public static double Millimetres(byte xyztUnits) => (xyztUnits & LengthBits) switch
    {
        1 => 1000,
        3 => 0.001,
        _ => 1,
    };
}
