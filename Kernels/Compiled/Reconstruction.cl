typedef global float* Reconstruction_SquaredErrorBackward_type_0;
struct Reconstruction_SquaredErrorBackward_type_1;

struct Reconstruction_SquaredErrorBackward_type_1_kernel;
struct Reconstruction_SquaredErrorBackward_type_1_kernel;
struct Reconstruction_SquaredErrorBackward_type_1_kernel;
struct Reconstruction_SquaredErrorBackward_type_1_kernel;

struct Reconstruction_SquaredErrorBackward_type_1
{
	Reconstruction_SquaredErrorBackward_type_0 field_0;
	long field_1;
};

struct Reconstruction_SquaredErrorBackward_type_1_kernel
{
	long field_0;
	long field_1;
};

kernel void Reconstruction_SquaredErrorBackward(
	global float* view_0,
	global float* view_1,
	global float* view_2,
	global float* view_3,
	struct Reconstruction_SquaredErrorBackward_type_1_kernel var0,
	struct Reconstruction_SquaredErrorBackward_type_1_kernel var1,
	struct Reconstruction_SquaredErrorBackward_type_1_kernel var2,
	struct Reconstruction_SquaredErrorBackward_type_1_kernel var3,
	int var4,
	float var5,
	int var6)
{
	struct Reconstruction_SquaredErrorBackward_type_1 var7;
	struct Reconstruction_SquaredErrorBackward_type_1 var8;
	struct Reconstruction_SquaredErrorBackward_type_1 var9;
	struct Reconstruction_SquaredErrorBackward_type_1 var10;
	int var12;
	int var14;
	int var15;
	int var16;
	bool var17;
	float var11;
	Reconstruction_SquaredErrorBackward_type_0 var18;
	Reconstruction_SquaredErrorBackward_type_0 var19;
	float var20;
	float var21;
	Reconstruction_SquaredErrorBackward_type_0 var22;
	Reconstruction_SquaredErrorBackward_type_0 var23;
	float var24;
	Reconstruction_SquaredErrorBackward_type_0 var25;
	Reconstruction_SquaredErrorBackward_type_0 var26;
	float var27;
	float var28;
	float var29;
	bool var31;
	Reconstruction_SquaredErrorBackward_type_0 var32;
	float var33;
	float var34;
	Reconstruction_SquaredErrorBackward_type_0 var35;

	;
	var7.field_0 = (Reconstruction_SquaredErrorBackward_type_0)view_0+var0.field_0;
	var7.field_1 = var0.field_1;
	;
	var8.field_0 = (Reconstruction_SquaredErrorBackward_type_0)view_1+var1.field_0;
	var8.field_1 = var1.field_1;
	;
	var9.field_0 = (Reconstruction_SquaredErrorBackward_type_0)view_2+var2.field_0;
	var9.field_1 = var2.field_1;
	;
	var10.field_0 = (Reconstruction_SquaredErrorBackward_type_0)view_3+var3.field_0;
	var10.field_1 = var3.field_1;

	L_0: ;
	var12 =  get_group_id ( 0 );
	var14 = (int)((int) var12 <<  (int)8);
	var15 =  get_local_id ( 0 );
	var16 = (int)((int) var14 +  (int)var15);
	var17 = (int) var16 < (int) var4;
	if (var17)
		 goto L_1;
	 goto L_2;

	L_1: ;
	;
	var18 =  var10.field_0;
	var19 =  var9.field_0;
	var20 =  *  var19;
	var21 = (float)((float) var20 *  (float)var5);
	var22 =  var7.field_0;
	var23 =  & var22[var16];
	var24 =  *  var23;
	var25 =  var8.field_0;
	var26 =  & var25[var16];
	var27 =  *  var26;
	var28 = (float)((float) var24 -  (float)var27);
	var29 = (float)((float) var21 *  (float)var28);
	var31 = (int) var6 == (int) 0;
	var11 = var29;
	if (var31)
		 goto L_3;
	 goto L_4;

	L_4: ;
	var32 =  & var18[var16];
	var33 =  *  var32;
	var34 = (float)((float) var29 +  (float)var33);
	var11 = var34;
	 goto L_3;

	L_3: ;
	var35 =  & var18[var16];
	 *  var35 =  var11;
	 goto L_2;

	L_2: ;
	 return ;

}

typedef global float* Reconstruction_Correlation_type_0;
struct Reconstruction_Correlation_type_1;
typedef local float* Reconstruction_Correlation_type_2;

struct Reconstruction_Correlation_type_1_kernel;
struct Reconstruction_Correlation_type_1_kernel;
struct Reconstruction_Correlation_type_1_kernel;
struct Reconstruction_Correlation_type_1_kernel;

struct Reconstruction_Correlation_type_1
{
	Reconstruction_Correlation_type_0 field_0;
	long field_1;
};

struct Reconstruction_Correlation_type_1_kernel
{
	long field_0;
	long field_1;
};

kernel void Reconstruction_Correlation(
	global float* view_0,
	global float* view_1,
	global float* view_2,
	global float* view_3,
	struct Reconstruction_Correlation_type_1_kernel var0,
	struct Reconstruction_Correlation_type_1_kernel var1,
	struct Reconstruction_Correlation_type_1_kernel var2,
	struct Reconstruction_Correlation_type_1_kernel var3,
	int var4,
	float var5)
{
	struct Reconstruction_Correlation_type_1 var6;
	struct Reconstruction_Correlation_type_1 var7;
	struct Reconstruction_Correlation_type_1 var8;
	struct Reconstruction_Correlation_type_1 var9;
	Reconstruction_Correlation_type_2 var11;
	int var12;
	float var13;
	int var26;
	Reconstruction_Correlation_type_0 var28;
	int var29;
	long var30;
	long var31;
	long var32;
	bool var33;
	int var14;
	int var34;
	Reconstruction_Correlation_type_2 var35;
	bool var38;
	int var15;
	float var16;
	float var39;
	int var40;
	Reconstruction_Correlation_type_0 var42;
	bool var43;
	int var17;
	int var44;
	Reconstruction_Correlation_type_2 var45;
	bool var48;
	int var18;
	float var19;
	float var20;
	float var21;
	float var49;
	int var50;
	float var54;
	float var55;
	float var56;
	float var57;
	bool var58;
	int var22;
	int var59;
	Reconstruction_Correlation_type_2 var60;
	bool var63;
	int var23;
	float var64;
	int var65;
	Reconstruction_Correlation_type_2 var66;
	bool var69;
	int var24;
	float var70;
	int var71;
	Reconstruction_Correlation_type_2 var72;
	bool var75;
	float var76;
	int var77;
	bool var79;
	Reconstruction_Correlation_type_0 var80;
	int var81;
	long var82;
	long var84;
	Reconstruction_Correlation_type_0 var85;
	long var87;
	Reconstruction_Correlation_type_0 var88;
	int var90;
	float var91;
	float var92;
	float var93;
	float var94;
	float var95;
	long var97;
	Reconstruction_Correlation_type_0 var98;
	long var100;
	Reconstruction_Correlation_type_0 var101;
	int var103;
	float var104;
	float var105;
	float var106;
	float var107;
	float var108;
	long var110;
	Reconstruction_Correlation_type_0 var111;
	float var112;
	float var113;
	int var115;
	float var116;
	float var117;
	Reconstruction_Correlation_type_0 var118;
	int var119;
	Reconstruction_Correlation_type_0 var120;
	bool var121;
	Reconstruction_Correlation_type_2 var122;
	float var123;
	int var124;
	Reconstruction_Correlation_type_2 var125;
	float var126;
	float var127;
	int var129;
	bool var130;
	Reconstruction_Correlation_type_2 var131;
	float var132;
	int var133;
	Reconstruction_Correlation_type_2 var134;
	float var135;
	float var136;
	int var138;
	bool var139;
	Reconstruction_Correlation_type_2 var140;
	float var141;
	int var142;
	Reconstruction_Correlation_type_2 var143;
	float var144;
	float var145;
	int var147;
	int var149;
	long var150;
	long var151;
	Reconstruction_Correlation_type_0 var152;
	float var153;
	float var154;
	float var155;
	float var156;
	long var157;
	long var158;
	Reconstruction_Correlation_type_0 var159;
	float var160;
	float var161;
	float var162;
	float var163;
	float var164;
	float var165;
	bool var166;
	Reconstruction_Correlation_type_2 var167;
	float var168;
	int var169;
	Reconstruction_Correlation_type_2 var170;
	float var171;
	float var172;
	int var174;
	int var176;
	long var177;
	long var178;
	Reconstruction_Correlation_type_0 var179;
	float var180;
	float var181;
	bool var182;
	Reconstruction_Correlation_type_2 var183;
	float var184;
	int var185;
	Reconstruction_Correlation_type_2 var186;
	float var187;
	float var188;
	int var190;
	int var192;
	long var193;
	long var194;
	Reconstruction_Correlation_type_0 var195;
	float var196;
	float var197;

	;
	var6.field_0 = (Reconstruction_Correlation_type_0)view_0+var0.field_0;
	var6.field_1 = var0.field_1;
	;
	var7.field_0 = (Reconstruction_Correlation_type_0)view_1+var1.field_0;
	var7.field_1 = var1.field_1;
	;
	var8.field_0 = (Reconstruction_Correlation_type_0)view_2+var2.field_0;
	var8.field_1 = var2.field_1;
	;
	var9.field_0 = (Reconstruction_Correlation_type_0)view_3+var3.field_0;
	var9.field_1 = var3.field_1;
	local float var10[128];
	var11 = &var10[0];

	L_0: ;
	;
	;
	var26 =  get_local_id ( 0 );
	var12 = var26;
	var13 = 0.0f;
	 goto L_1;

	L_1: ;
	var28 =  var6.field_0;
	var29 =  get_group_id ( 0 );
	var30 = (long)(int) var29;
	var31 = (long)(int) var4;
	var32 = (long)((long) var30 *  (long)var31);
	var33 = (int) var12 < (int) var4;
	if (var33)
		 goto L_2;
	 goto L_3;

	L_3: ;
	;
	var34 =  get_local_id ( 0 );
	var35 =  & var11[var34];
	 *  var35 =  var13;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var14 = 64;
	 goto L_4;

	L_4: ;
	var38 = (int) var14 > (int) 0;
	if (var38)
		 goto L_5;
	 goto L_6;

	L_6: ;
	;
	;
	var39 =  *  var11;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var40 =  get_local_id ( 0 );
	var15 = var40;
	var16 = 0.0f;
	 goto L_7;

	L_7: ;
	var42 =  var7.field_0;
	var43 = (int) var15 < (int) var4;
	if (var43)
		 goto L_8;
	 goto L_9;

	L_9: ;
	;
	var44 =  get_local_id ( 0 );
	var45 =  & var11[var44];
	 *  var45 =  var16;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var17 = 64;
	 goto L_10;

	L_10: ;
	var48 = (int) var17 > (int) 0;
	if (var48)
		 goto L_11;
	 goto L_12;

	L_12: ;
	;
	;
	;
	;
	var49 =  *  var11;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var50 =  get_local_id ( 0 );
	var18 = var50;
	var19 = 0.0f;
	var20 = 0.0f;
	var21 = 0.0f;
	 goto L_13;

	L_13: ;
	var54 = (float)(int) var4;
	var55 = (float)((float) var39 /  (float)var54);
	var56 = (float)(int) var4;
	var57 = (float)((float) var49 /  (float)var56);
	var58 = (int) var18 < (int) var4;
	if (var58)
		 goto L_14;
	 goto L_15;

	L_15: ;
	;
	var59 =  get_local_id ( 0 );
	var60 =  & var11[var59];
	 *  var60 =  var19;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var22 = 64;
	 goto L_16;

	L_16: ;
	var63 = (int) var22 > (int) 0;
	if (var63)
		 goto L_17;
	 goto L_18;

	L_18: ;
	;
	var64 =  *  var11;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var65 =  get_local_id ( 0 );
	var66 =  & var11[var65];
	 *  var66 =  var20;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var23 = 64;
	 goto L_19;

	L_19: ;
	var69 = (int) var23 > (int) 0;
	if (var69)
		 goto L_20;
	 goto L_21;

	L_21: ;
	;
	var70 =  *  var11;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var71 =  get_local_id ( 0 );
	var72 =  & var11[var71];
	 *  var72 =  var21;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var24 = 64;
	 goto L_22;

	L_22: ;
	var75 = (int) var24 > (int) 0;
	if (var75)
		 goto L_23;
	 goto L_24;

	L_24: ;
	var76 =  *  var11;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var77 =  get_local_id ( 0 );
	var79 = (int) var77 == (int) 0;
	if (var79)
		 goto L_25;
	 goto L_26;

	L_25: ;
	var80 =  var8.field_0;
	var81 =  get_group_id ( 0 );
	var82 = (long)(int) var81;
	var84 = (long)((long) var82 *  (long)5);
	var85 =  & var80[var84];
	 *  var85 =  var55;
	var87 = (long)((long) var84 +  (long)1);
	var88 =  & var80[var87];
	var90 = (int)((int) var4 -  (int)1);
	var91 = (float)(int) var90;
	var92 = (float)((float) var64 /  (float)var91);
	var93 = (float)((float) var92 +  (float)var5);
	var94 = (float) sqrt ((float)var93);
	var95 = (float)((float)1.0f /  (float)var94);
	 *  var88 =  var95;
	var97 = (long)((long) var84 +  (long)2);
	var98 =  & var80[var97];
	 *  var98 =  var57;
	var100 = (long)((long) var84 +  (long)3);
	var101 =  & var80[var100];
	var103 = (int)((int) var4 -  (int)1);
	var104 = (float)(int) var103;
	var105 = (float)((float) var70 /  (float)var104);
	var106 = (float)((float) var105 +  (float)var5);
	var107 = (float) sqrt ((float)var106);
	var108 = (float)((float)1.0f /  (float)var107);
	 *  var101 =  var108;
	var110 = (long)((long) var84 +  (long)4);
	var111 =  & var80[var110];
	var112 = (float)((float) var76 *  (float)var95);
	var113 = (float)((float) var112 *  (float)var108);
	var115 = (int)((int) var4 -  (int)1);
	var116 = (float)(int) var115;
	var117 = (float)((float) var113 /  (float)var116);
	 *  var111 =  var117;
	var118 =  var9.field_0;
	var119 =  get_group_id ( 0 );
	var120 =  & var118[var119];
	 *  var120 =  var117;
	 goto L_26;

	L_26: ;
	 return ;

	L_23: ;
	var121 = (int) var71 >= (int) var24;
	if (var121)
		 goto L_27;
	 goto L_28;

	L_28: ;
	var122 =  & var11[var71];
	var123 =  *  var122;
	var124 = (int)((int) var71 +  (int)var24);
	var125 =  & var11[var124];
	var126 =  *  var125;
	var127 = (float)((float) var123 +  (float)var126);
	 *  var122 =  var127;
	 goto L_27;

	L_27: ;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var129 = (int)((int) var24 >>  (int)1);
	var24 = var129;
	 goto L_22;

	L_20: ;
	var130 = (int) var65 >= (int) var23;
	if (var130)
		 goto L_29;
	 goto L_30;

	L_30: ;
	var131 =  & var11[var65];
	var132 =  *  var131;
	var133 = (int)((int) var65 +  (int)var23);
	var134 =  & var11[var133];
	var135 =  *  var134;
	var136 = (float)((float) var132 +  (float)var135);
	 *  var131 =  var136;
	 goto L_29;

	L_29: ;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var138 = (int)((int) var23 >>  (int)1);
	var23 = var138;
	 goto L_19;

	L_17: ;
	var139 = (int) var59 >= (int) var22;
	if (var139)
		 goto L_31;
	 goto L_32;

	L_32: ;
	var140 =  & var11[var59];
	var141 =  *  var140;
	var142 = (int)((int) var59 +  (int)var22);
	var143 =  & var11[var142];
	var144 =  *  var143;
	var145 = (float)((float) var141 +  (float)var144);
	 *  var140 =  var145;
	 goto L_31;

	L_31: ;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var147 = (int)((int) var22 >>  (int)1);
	var22 = var147;
	 goto L_16;

	L_14: ;
	var149 = (int)((int) var18 +  (int)128);
	var150 = (long)(int) var18;
	var151 = (long)((long) var32 +  (long)var150);
	var152 =  & var28[var151];
	var153 =  *  var152;
	var154 = (float)((float) var153 -  (float)var55);
	var155 = (float)((float) var154 *  (float)var154);
	var156 = (float)((float) var19 +  (float)var155);
	var157 = (long)(int) var18;
	var158 = (long)((long) var32 +  (long)var157);
	var159 =  & var42[var158];
	var160 =  *  var159;
	var161 = (float)((float) var160 -  (float)var57);
	var162 = (float)((float) var161 *  (float)var161);
	var163 = (float)((float) var20 +  (float)var162);
	var164 = (float)((float) var154 *  (float)var161);
	var165 = (float)((float) var21 +  (float)var164);
	var18 = var149;
	var19 = var156;
	var20 = var163;
	var21 = var165;
	 goto L_13;

	L_11: ;
	var166 = (int) var44 >= (int) var17;
	if (var166)
		 goto L_33;
	 goto L_34;

	L_34: ;
	var167 =  & var11[var44];
	var168 =  *  var167;
	var169 = (int)((int) var44 +  (int)var17);
	var170 =  & var11[var169];
	var171 =  *  var170;
	var172 = (float)((float) var168 +  (float)var171);
	 *  var167 =  var172;
	 goto L_33;

	L_33: ;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var174 = (int)((int) var17 >>  (int)1);
	var17 = var174;
	 goto L_10;

	L_8: ;
	var176 = (int)((int) var15 +  (int)128);
	var177 = (long)(int) var15;
	var178 = (long)((long) var32 +  (long)var177);
	var179 =  & var42[var178];
	var180 =  *  var179;
	var181 = (float)((float) var16 +  (float)var180);
	var15 = var176;
	var16 = var181;
	 goto L_7;

	L_5: ;
	var182 = (int) var34 >= (int) var14;
	if (var182)
		 goto L_35;
	 goto L_36;

	L_36: ;
	var183 =  & var11[var34];
	var184 =  *  var183;
	var185 = (int)((int) var34 +  (int)var14);
	var186 =  & var11[var185];
	var187 =  *  var186;
	var188 = (float)((float) var184 +  (float)var187);
	 *  var183 =  var188;
	 goto L_35;

	L_35: ;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var190 = (int)((int) var14 >>  (int)1);
	var14 = var190;
	 goto L_4;

	L_2: ;
	var192 = (int)((int) var12 +  (int)128);
	var193 = (long)(int) var12;
	var194 = (long)((long) var32 +  (long)var193);
	var195 =  & var28[var194];
	var196 =  *  var195;
	var197 = (float)((float) var13 +  (float)var196);
	var12 = var192;
	var13 = var197;
	 goto L_1;

}

typedef global float* Reconstruction_CorrelationBackward_type_0;
struct Reconstruction_CorrelationBackward_type_1;

struct Reconstruction_CorrelationBackward_type_1_kernel;
struct Reconstruction_CorrelationBackward_type_1_kernel;
struct Reconstruction_CorrelationBackward_type_1_kernel;
struct Reconstruction_CorrelationBackward_type_1_kernel;
struct Reconstruction_CorrelationBackward_type_1_kernel;

struct Reconstruction_CorrelationBackward_type_1
{
	Reconstruction_CorrelationBackward_type_0 field_0;
	long field_1;
};

struct Reconstruction_CorrelationBackward_type_1_kernel
{
	long field_0;
	long field_1;
};

kernel void Reconstruction_CorrelationBackward(
	global float* view_0,
	global float* view_1,
	global float* view_2,
	global float* view_3,
	global float* view_4,
	struct Reconstruction_CorrelationBackward_type_1_kernel var0,
	struct Reconstruction_CorrelationBackward_type_1_kernel var1,
	struct Reconstruction_CorrelationBackward_type_1_kernel var2,
	struct Reconstruction_CorrelationBackward_type_1_kernel var3,
	struct Reconstruction_CorrelationBackward_type_1_kernel var4,
	int var5,
	int var6,
	int var7)
{
	struct Reconstruction_CorrelationBackward_type_1 var8;
	struct Reconstruction_CorrelationBackward_type_1 var9;
	struct Reconstruction_CorrelationBackward_type_1 var10;
	struct Reconstruction_CorrelationBackward_type_1 var11;
	struct Reconstruction_CorrelationBackward_type_1 var12;
	int var13;
	Reconstruction_CorrelationBackward_type_0 var15;
	int var16;
	long var17;
	long var19;
	long var21;
	Reconstruction_CorrelationBackward_type_0 var22;
	float var23;
	long var25;
	Reconstruction_CorrelationBackward_type_0 var26;
	float var27;
	Reconstruction_CorrelationBackward_type_0 var28;
	float var29;
	int var30;
	bool var31;
	float var14;
	Reconstruction_CorrelationBackward_type_0 var32;
	int var33;
	long var34;
	long var35;
	long var36;
	float var37;
	float var38;
	float var39;
	int var41;
	float var42;
	float var43;
	Reconstruction_CorrelationBackward_type_0 var44;
	long var45;
	long var46;
	Reconstruction_CorrelationBackward_type_0 var47;
	float var48;
	long var50;
	Reconstruction_CorrelationBackward_type_0 var51;
	float var52;
	float var53;
	long var55;
	Reconstruction_CorrelationBackward_type_0 var56;
	float var57;
	float var58;
	Reconstruction_CorrelationBackward_type_0 var59;
	long var60;
	long var61;
	Reconstruction_CorrelationBackward_type_0 var62;
	float var63;
	Reconstruction_CorrelationBackward_type_0 var64;
	float var65;
	float var66;
	float var67;
	float var68;
	float var69;
	float var70;
	bool var72;
	long var73;
	long var74;
	Reconstruction_CorrelationBackward_type_0 var75;
	float var76;
	float var77;
	long var78;
	long var79;
	Reconstruction_CorrelationBackward_type_0 var80;
	int var82;

	;
	var8.field_0 = (Reconstruction_CorrelationBackward_type_0)view_0+var0.field_0;
	var8.field_1 = var0.field_1;
	;
	var9.field_0 = (Reconstruction_CorrelationBackward_type_0)view_1+var1.field_0;
	var9.field_1 = var1.field_1;
	;
	var10.field_0 = (Reconstruction_CorrelationBackward_type_0)view_2+var2.field_0;
	var10.field_1 = var2.field_1;
	;
	var11.field_0 = (Reconstruction_CorrelationBackward_type_0)view_3+var3.field_0;
	var11.field_1 = var3.field_1;
	;
	var12.field_0 = (Reconstruction_CorrelationBackward_type_0)view_4+var4.field_0;
	var12.field_1 = var4.field_1;

	L_0: ;
	;
	var15 =  var10.field_0;
	var16 =  get_group_id ( 0 );
	var17 = (long)(int) var16;
	var19 = (long)((long) var17 *  (long)5);
	var21 = (long)((long) var19 +  (long)1);
	var22 =  & var15[var21];
	var23 =  *  var22;
	var25 = (long)((long) var19 +  (long)4);
	var26 =  & var15[var25];
	var27 =  *  var26;
	var28 =  var11.field_0;
	var29 =  *  var28;
	var30 =  get_local_id ( 0 );
	var13 = var30;
	 goto L_1;

	L_1: ;
	var31 = (int) var13 < (int) var6;
	if (var31)
		 goto L_2;
	 goto L_3;

	L_3: ;
	 return ;

	L_2: ;
	;
	var32 =  var12.field_0;
	var33 =  get_group_id ( 0 );
	var34 = (long)(int) var33;
	var35 = (long)(int) var6;
	var36 = (long)((long) var34 *  (long)var35);
	var37 = (float)(int) var5;
	var38 = (float)((float) var29 /  (float)var37);
	var39 = (float)((float) var38 *  (float)var23);
	var41 = (int)((int) var6 -  (int)1);
	var42 = (float)(int) var41;
	var43 = (float)((float) var39 /  (float)var42);
	var44 =  var9.field_0;
	var45 = (long)(int) var13;
	var46 = (long)((long) var36 +  (long)var45);
	var47 =  & var44[var46];
	var48 =  *  var47;
	var50 = (long)((long) var19 +  (long)2);
	var51 =  & var15[var50];
	var52 =  *  var51;
	var53 = (float)((float) var48 -  (float)var52);
	var55 = (long)((long) var19 +  (long)3);
	var56 =  & var15[var55];
	var57 =  *  var56;
	var58 = (float)((float) var53 *  (float)var57);
	var59 =  var8.field_0;
	var60 = (long)(int) var13;
	var61 = (long)((long) var36 +  (long)var60);
	var62 =  & var59[var61];
	var63 =  *  var62;
	var64 =  & var15[var19];
	var65 =  *  var64;
	var66 = (float)((float) var63 -  (float)var65);
	var67 = (float)((float) var66 *  (float)var23);
	var68 = (float)((float) var67 *  (float)var27);
	var69 = (float)((float) var58 -  (float)var68);
	var70 = (float)((float) var43 *  (float)var69);
	var72 = (int) var7 == (int) 0;
	var14 = var70;
	if (var72)
		 goto L_4;
	 goto L_5;

	L_5: ;
	var73 = (long)(int) var13;
	var74 = (long)((long) var36 +  (long)var73);
	var75 =  & var32[var74];
	var76 =  *  var75;
	var77 = (float)((float) var70 +  (float)var76);
	var14 = var77;
	 goto L_4;

	L_4: ;
	var78 = (long)(int) var13;
	var79 = (long)((long) var36 +  (long)var78);
	var80 =  & var32[var79];
	 *  var80 =  var14;
	var82 = (int)((int) var13 +  (int)128);
	var13 = var82;
	 goto L_1;

}

typedef global float* Reconstruction_StandardizeRows_type_0;
struct Reconstruction_StandardizeRows_type_1;
typedef local float* Reconstruction_StandardizeRows_type_2;

struct Reconstruction_StandardizeRows_type_1_kernel;
struct Reconstruction_StandardizeRows_type_1_kernel;

struct Reconstruction_StandardizeRows_type_1
{
	Reconstruction_StandardizeRows_type_0 field_0;
	long field_1;
};

struct Reconstruction_StandardizeRows_type_1_kernel
{
	long field_0;
	long field_1;
};

kernel void Reconstruction_StandardizeRows(
	global float* view_0,
	global float* view_1,
	struct Reconstruction_StandardizeRows_type_1_kernel var0,
	struct Reconstruction_StandardizeRows_type_1_kernel var1,
	int var2,
	float var3)
{
	struct Reconstruction_StandardizeRows_type_1 var4;
	struct Reconstruction_StandardizeRows_type_1 var5;
	Reconstruction_StandardizeRows_type_2 var7;
	int var8;
	float var9;
	int var16;
	int var18;
	long var19;
	long var20;
	long var21;
	Reconstruction_StandardizeRows_type_0 var22;
	bool var23;
	int var10;
	int var24;
	Reconstruction_StandardizeRows_type_2 var25;
	bool var28;
	float var11;
	int var12;
	float var29;
	int var31;
	float var32;
	float var33;
	bool var34;
	int var13;
	int var35;
	Reconstruction_StandardizeRows_type_2 var36;
	bool var39;
	int var14;
	float var40;
	int var41;
	bool var42;
	Reconstruction_StandardizeRows_type_0 var43;
	long var44;
	long var45;
	Reconstruction_StandardizeRows_type_0 var46;
	long var47;
	long var48;
	Reconstruction_StandardizeRows_type_0 var49;
	float var50;
	float var51;
	int var53;
	float var54;
	float var55;
	float var56;
	float var57;
	float var58;
	float var59;
	int var61;
	bool var62;
	Reconstruction_StandardizeRows_type_2 var63;
	float var64;
	int var65;
	Reconstruction_StandardizeRows_type_2 var66;
	float var67;
	float var68;
	int var70;
	long var71;
	long var72;
	Reconstruction_StandardizeRows_type_0 var73;
	float var74;
	float var75;
	float var76;
	float var77;
	int var79;
	bool var80;
	Reconstruction_StandardizeRows_type_2 var81;
	float var82;
	int var83;
	Reconstruction_StandardizeRows_type_2 var84;
	float var85;
	float var86;
	int var88;
	int var90;
	long var91;
	long var92;
	Reconstruction_StandardizeRows_type_0 var93;
	float var94;
	float var95;

	;
	var4.field_0 = (Reconstruction_StandardizeRows_type_0)view_0+var0.field_0;
	var4.field_1 = var0.field_1;
	;
	var5.field_0 = (Reconstruction_StandardizeRows_type_0)view_1+var1.field_0;
	var5.field_1 = var1.field_1;
	local float var6[128];
	var7 = &var6[0];

	L_0: ;
	;
	;
	var16 =  get_local_id ( 0 );
	var8 = var16;
	var9 = 0.0f;
	 goto L_1;

	L_1: ;
	var18 =  get_group_id ( 0 );
	var19 = (long)(int) var18;
	var20 = (long)(int) var2;
	var21 = (long)((long) var19 *  (long)var20);
	var22 =  var4.field_0;
	var23 = (int) var8 < (int) var2;
	if (var23)
		 goto L_2;
	 goto L_3;

	L_3: ;
	;
	var24 =  get_local_id ( 0 );
	var25 =  & var7[var24];
	 *  var25 =  var9;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var10 = 64;
	 goto L_4;

	L_4: ;
	var28 = (int) var10 > (int) 0;
	if (var28)
		 goto L_5;
	 goto L_6;

	L_6: ;
	;
	;
	var29 =  *  var7;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var31 =  get_local_id ( 0 );
	var11 = 0.0f;
	var12 = var31;
	 goto L_7;

	L_7: ;
	var32 = (float)(int) var2;
	var33 = (float)((float) var29 /  (float)var32);
	var34 = (int) var12 < (int) var2;
	if (var34)
		 goto L_8;
	 goto L_9;

	L_9: ;
	;
	var35 =  get_local_id ( 0 );
	var36 =  & var7[var35];
	 *  var36 =  var11;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var13 = 64;
	 goto L_10;

	L_10: ;
	var39 = (int) var13 > (int) 0;
	if (var39)
		 goto L_11;
	 goto L_12;

	L_12: ;
	;
	var40 =  *  var7;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var41 =  get_local_id ( 0 );
	var14 = var41;
	 goto L_13;

	L_13: ;
	var42 = (int) var14 < (int) var2;
	if (var42)
		 goto L_14;
	 goto L_15;

	L_15: ;
	 return ;

	L_14: ;
	var43 =  var5.field_0;
	var44 = (long)(int) var14;
	var45 = (long)((long) var21 +  (long)var44);
	var46 =  & var43[var45];
	var47 = (long)(int) var14;
	var48 = (long)((long) var21 +  (long)var47);
	var49 =  & var22[var48];
	var50 =  *  var49;
	var51 = (float)((float) var50 -  (float)var33);
	var53 = (int)((int) var2 -  (int)1);
	var54 = (float)(int) var53;
	var55 = (float)((float) var40 /  (float)var54);
	var56 = (float)((float) var55 +  (float)var3);
	var57 = (float) sqrt ((float)var56);
	var58 = (float)((float)1.0f /  (float)var57);
	var59 = (float)((float) var51 *  (float)var58);
	 *  var46 =  var59;
	var61 = (int)((int) var14 +  (int)128);
	var14 = var61;
	 goto L_13;

	L_11: ;
	var62 = (int) var35 >= (int) var13;
	if (var62)
		 goto L_16;
	 goto L_17;

	L_17: ;
	var63 =  & var7[var35];
	var64 =  *  var63;
	var65 = (int)((int) var35 +  (int)var13);
	var66 =  & var7[var65];
	var67 =  *  var66;
	var68 = (float)((float) var64 +  (float)var67);
	 *  var63 =  var68;
	 goto L_16;

	L_16: ;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var70 = (int)((int) var13 >>  (int)1);
	var13 = var70;
	 goto L_10;

	L_8: ;
	var71 = (long)(int) var12;
	var72 = (long)((long) var21 +  (long)var71);
	var73 =  & var22[var72];
	var74 =  *  var73;
	var75 = (float)((float) var74 -  (float)var33);
	var76 = (float)((float) var75 *  (float)var75);
	var77 = (float)((float) var11 +  (float)var76);
	var79 = (int)((int) var12 +  (int)128);
	var11 = var77;
	var12 = var79;
	 goto L_7;

	L_5: ;
	var80 = (int) var24 >= (int) var10;
	if (var80)
		 goto L_18;
	 goto L_19;

	L_19: ;
	var81 =  & var7[var24];
	var82 =  *  var81;
	var83 = (int)((int) var24 +  (int)var10);
	var84 =  & var7[var83];
	var85 =  *  var84;
	var86 = (float)((float) var82 +  (float)var85);
	 *  var81 =  var86;
	 goto L_18;

	L_18: ;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var88 = (int)((int) var10 >>  (int)1);
	var10 = var88;
	 goto L_4;

	L_2: ;
	var90 = (int)((int) var8 +  (int)128);
	var91 = (long)(int) var8;
	var92 = (long)((long) var21 +  (long)var91);
	var93 =  & var22[var92];
	var94 =  *  var93;
	var95 = (float)((float) var9 +  (float)var94);
	var8 = var90;
	var9 = var95;
	 goto L_1;

}
