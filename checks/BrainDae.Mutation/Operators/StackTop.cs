using Mono.Cecil;
using Mono.Cecil.Cil;

namespace BrainDae.Mutation.Operators;

/// <summary>What an instruction leaves on top of the stack, as far as operators need to know.</summary>
internal static class StackTop
{
    /// <summary>Whether that is a floating-point number: comparisons of these also answer for NaN.</summary>
    public static bool IsFloat(Instruction? instruction) => instruction?.OpCode.Code switch
    {
        Code.Ldc_R4 or Code.Ldc_R8 or Code.Conv_R4 or Code.Conv_R8 or Code.Conv_R_Un or Code.Ldelem_R4 or Code.Ldelem_R8 or Code.Ldind_R4 or Code.Ldind_R8 => true,
        Code.Add or Code.Sub or Code.Mul or Code.Div or Code.Rem or Code.Neg or Code.Dup => IsFloat(instruction.Previous),
        _ => instruction?.Operand switch
        {
            VariableDefinition variable => IsFloat(variable.VariableType),
            ParameterDefinition parameter => IsFloat(parameter.ParameterType),
            FieldReference field => IsFloat(field.FieldType),
            MethodReference called => IsFloat(called.ReturnType),
            TypeReference type => IsFloat(type),
            _ => false,
        },
    };

    private static bool IsFloat(TypeReference type) => type.MetadataType is MetadataType.Single or MetadataType.Double;
}
