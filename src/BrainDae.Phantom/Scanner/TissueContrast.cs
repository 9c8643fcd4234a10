using BrainDae.Data.Cohorts;
using BrainDae.Phantom.Anatomy;
using BrainDae.Phantom.Tumours;

namespace BrainDae.Phantom.Scanner;

/// <summary>
/// The signal of each tissue in one modality, relative to the brightest normal one. The values follow the medians of
/// real glioma scans after division by their 0.99 quantile.
/// </summary>
internal sealed record TissueContrast
{
    private TissueContrast()
    {
    }

    public required float Csf { get; init; }

    public required float Grey { get; init; }

    public required float White { get; init; }

    public required float DeepGrey { get; init; }

    public required float Pallidum { get; init; }

    public required float Vessel { get; init; }

    /// <summary>Added in periventricular caps.</summary>
    public required float Cap { get; init; }

    /// <summary>Added in oedema of severity 1.</summary>
    public required float Oedema { get; init; }

    public required float Enhancing { get; init; }

    /// <summary>Necrosis that is still tissue; one that is liquid tends to <see cref="LiquidNecrosis"/>.</summary>
    public required float Necrosis { get; init; }

    public required float LiquidNecrosis { get; init; }

    /// <summary>Relative strength of the slow change of normal signal from region to region.</summary>
    public required float LocalVariation { get; init; }

    public static TissueContrast Of(Modality modality) => modality.Name switch
    {
        // Fluid is nulled; grey matter is slightly brighter than white.
        "flair" => new()
        {
            Csf = 0.15f, Grey = 0.58f, White = 0.45f, DeepGrey = 0.52f, Pallidum = 0.4f, Vessel = 0.3f, Cap = 0.28f,
            Oedema = 0.36f, Enhancing = 0.8f, Necrosis = 0.8f, LiquidNecrosis = 0.36f, LocalVariation = 0.3f,
        },
        "t1" => new()
        {
            Csf = 0.24f, Grey = 0.57f, White = 0.84f, DeepGrey = 0.68f, Pallidum = 0.8f, Vessel = 0.4f, Cap = -0.06f,
            Oedema = -0.15f, Enhancing = 0.58f, Necrosis = 0.5f, LiquidNecrosis = 0.33f, LocalVariation = 0.14f,
        },
        "t1ce" => new()
        {
            Csf = 0.24f, Grey = 0.45f, White = 0.61f, DeepGrey = 0.52f, Pallidum = 0.58f, Vessel = 1.5f, Cap = -0.04f,
            Oedema = -0.09f, Enhancing = 0.93f, Necrosis = 0.42f, LiquidNecrosis = 0.28f, LocalVariation = 0.18f,
        },
        "t2" => new()
        {
            Csf = 1, Grey = 0.49f, White = 0.36f, DeepGrey = 0.41f, Pallidum = 0.29f, Vessel = 0.75f, Cap = 0.1f,
            Oedema = 0.2f, Enhancing = 0.6f, Necrosis = 0.62f, LiquidNecrosis = 0.95f, LocalVariation = 0.22f,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(modality), modality, "Not a modality of BraTS."),
    };

    /// <summary>Signal of healthy tissue.</summary>
    public float Healthy(in TissueFractions tissue)
    {
        var signal = tissue.Csf * Csf + tissue.Grey * Grey + tissue.White * White + tissue.DeepGrey * DeepGrey
            + tissue.Pallidum * Pallidum + tissue.Cap * Cap;
        return signal + tissue.Vessel * (Vessel - signal);
    }

    /// <summary>Signal of a voxel with a BraTS label.</summary>
    public float At(in TissueFractions tissue, byte label, float severity) => label switch
    {
        LesionGrowth.Oedema => Healthy(tissue) + Oedema * severity * (1 - tissue.Csf),
        LesionGrowth.Enhancing => Enhancing,
        LesionGrowth.Necrosis => Necrosis + severity * (LiquidNecrosis - Necrosis),
        _ => Healthy(tissue),
    };
}
